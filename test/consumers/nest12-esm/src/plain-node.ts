import 'reflect-metadata';
import { describe, it } from 'node:test';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { checksOf, described, nodeVersion, withoutBullmqInbox } from './shared/checks.js';

const checks = [
  nodeVersion,
  described,
  withoutBullmqInbox,
  ...checksOf('Express', () => new ExpressAdapter()),
  ...checksOf('Fastify', () => new FastifyAdapter()),
];

void describe('NestJS 12 as ES modules, in plain Node', () => {
  for (const { name, run } of checks) void it(name, run);
});
