/** The token of the resolved settings of a module instance. */
export const SETTINGS = Symbol.for('nestjs-openim-callback:resolved-settings');

/** The token of the module class, for looking up where `RouterModule` put it. */
export const MODULE_CLASS = Symbol.for('nestjs-openim-callback:module-class');

/** The token of `describeWebhooks`, by which tools find the app's own copy of it. */
export const DESCRIBE_WEBHOOKS = Symbol.for('nestjs-openim-callback:describe-webhooks');
