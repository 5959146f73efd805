import 'reflect-metadata';
import { describe, it } from 'node:test';
import { ExpressAdapter } from '@nestjs/platform-express';
import { checksOf, described, nodeVersion } from './shared/checks.js';

// Jest loads modules in its own way; what runs in production is this.
void describe('NestJS 11 as CommonJS, in plain Node', () => {
  for (const { name, run } of [nodeVersion, described, ...checksOf('Express', () => new ExpressAdapter())])
    void it(name, run);
});
