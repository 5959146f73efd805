import 'reflect-metadata';
import { ExpressAdapter } from '@nestjs/platform-express';
import { checksOf, described, nodeVersion } from './shared/checks.js';

describe('NestJS 11 as CommonJS, in Jest', () => {
  const checks = [nodeVersion, described, ...checksOf('Express', () => new ExpressAdapter())];
  it.each(checks)('$name', ({ run }) => run());
});
