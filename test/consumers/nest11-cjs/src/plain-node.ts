import 'reflect-metadata';
import { describe, it } from 'node:test';
import { ExpressAdapter } from '@nestjs/platform-express';
import { checksOf, described, inspector, nodeVersion, withoutIoredis } from './shared/checks.js';

// Jest loads modules in its own way; what runs in production is this.
void describe('NestJS 11 as CommonJS, in plain Node', () => {
  const express = () => new ExpressAdapter();
  const checks = [
    nodeVersion,
    described,
    withoutIoredis(express),
    inspector(express),
    ...checksOf('Express', express),
  ];
  for (const { name, run } of checks) void it(name, run);
});
