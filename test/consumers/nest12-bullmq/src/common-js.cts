import bullmq = require('nestjs-openim-callback-bullmq');
import library = require('nestjs-openim-callback');

/** The CommonJS build, with the types it has for those who require it. */
export = { ...library, ...bullmq };
