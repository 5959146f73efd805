import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** @import { INestApplication, ModuleMetadata } from '@nestjs/common' */
/** @import { AbstractHttpAdapter } from '@nestjs/core' */

/** @typedef {'Express' | 'Fastify'} Platform */

/** What OpenIM may send; the parsers of both platforms take less by default. */
export const BODY_LIMIT = 16 * 1024 * 1024;

/** @type {Record<Platform, () => AbstractHttpAdapter>} */
const adapters = {
  Express: () => new ExpressAdapter(),
  Fastify: () => new FastifyAdapter({ bodyLimit: BODY_LIMIT }),
};

/**
 * Runs a Nest app, as `nest new` makes it, on a free port of this machine.
 *
 * @param {ModuleMetadata} metadata
 * @param {Platform} [platform]
 * @param {(app: INestApplication) => void} [configure] what is done to the app before it listens
 * @returns {Promise<number>} the port
 */
export async function listen(metadata, platform = 'Express', configure) {
  class AppModule {}
  Module(metadata)(AppModule);
  const logger = /** @type {const} */ (['error', 'warn', 'fatal']);
  const app = await NestFactory.create(AppModule, adapters[platform](), { logger: [...logger] });
  configure?.(app);
  await app.listen(0, '127.0.0.1');
  return app.getHttpServer().address().port;
}

/**
 * What `@decorator method() {}` does: this file is JavaScript.
 *
 * @param {{ prototype: any }} type
 * @param {string} method
 * @param {...((target: any, key: string, descriptor: any) => unknown)} decorators
 */
export function decorate(type, method, ...decorators) {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, method);
  for (const each of decorators) each(type.prototype, method, descriptor);
}
