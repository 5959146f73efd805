import 'reflect-metadata';
import { ExpressAdapter } from '@nestjs/platform-express';
import { checksOf, nodeVersion } from './shared/checks.js';

describe('NestJS 11 as CommonJS, in Jest', () => {
  const checks = [nodeVersion, ...checksOf('Express', () => new ExpressAdapter())];
  it.each(checks)('$name', ({ run }) => run());
});
