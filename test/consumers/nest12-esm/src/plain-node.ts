import 'reflect-metadata';
import { describe, it } from 'node:test';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { checksOf, described, inspector, nodeVersion, withoutBullmqInbox } from './shared/checks.js';

const express = () => new ExpressAdapter();
const fastify = () => new FastifyAdapter();
const checks = [
  nodeVersion,
  described,
  withoutBullmqInbox,
  inspector(express, fastify),
  ...checksOf('Express', express),
  ...checksOf('Fastify', fastify),
];

void describe('NestJS 12 as ES modules, in plain Node', () => {
  for (const { name, run } of checks) void it(name, run);
});
