import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/**
 * Runs a Nest app on Express, as `nest new` makes it, on a free port of this machine.
 *
 * @param {import('@nestjs/common').ModuleMetadata} metadata
 * @returns {Promise<number>} the port
 */
export async function listen(metadata) {
  class AppModule {}
  Module(metadata)(AppModule);
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn', 'fatal'] });
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
