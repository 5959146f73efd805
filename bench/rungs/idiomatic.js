import { Body, Controller, HttpCode, Inject, Injectable, Post, ValidationPipe } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { IsArray, IsInt, IsOptional, IsString } from 'class-validator';
import { BODY_LIMIT, decorate, listen } from '../lib/nest-app.js';
import { workloads } from '../lib/workloads.js';

/** @import { NestExpressApplication } from '@nestjs/platform-express' */
/** @import { Platform } from '../lib/nest-app.js' */
/** @import { Rung } from './rungs.js' */

const text = [IsString()];
const integer = [IsInt()];
const texts = [IsOptional(), IsArray(), IsString({ each: true })];
const integers = [IsOptional(), IsArray(), IsInt({ each: true })];

/** What one writes beside each field of a body: its type. */
const rulesOf = (/** @type {unknown} */ value) => {
  if (Array.isArray(value)) return typeof value[0] === 'number' ? integers : texts;
  if (value === null) return texts;
  return typeof value === 'number' ? integer : text;
};

/**
 * The class that one writes for a callback's body, each field with its class-validator decorators.
 *
 * @param {Record<string, unknown>} example
 */
function bodyClass(example) {
  class CallbackBody {}
  for (const [field, value] of Object.entries(example)) {
    for (const rule of rulesOf(value)) rule(CallbackBody.prototype, field);
  }
  return CallbackBody;
}

const classes = new Map(
  Object.values(workloads).map(({ command, body }) => [command, bodyClass(JSON.parse(body(0).toString()))]),
);

/** @param {string} command */
function bodyClassOf(command) {
  const CallbackBody = classes.get(command);
  if (!CallbackBody) throw new RangeError(`no class for ${command}`);
  return CallbackBody;
}

/**
 * What a NestJS developer writes with the official packages: a controller with a route and a class for each command,
 * `ValidationPipe({ transform: true })`, and an event emitter that calls the listeners.
 *
 * @param {Platform} platform
 * @returns {Rung}
 */
export const idiomatic = (platform) => (setup) => {
  const { command, answer } = setup.workload;
  const CallbackBody = bodyClassOf(command);

  class CallbackController {
    /** @param {EventEmitter2} events */
    constructor(events) {
      this.events = events;
    }

    /** @param {object} body */
    receive(body) {
      this.events.emit(command, body);
      return answer;
    }
  }
  Inject(EventEmitter2)(CallbackController, undefined, 0);
  Body()(CallbackController.prototype, 'receive', 0);
  // TypeScript's compiler writes it from the parameter's type.
  Reflect.defineMetadata('design:paramtypes', [CallbackBody], CallbackController.prototype, 'receive');
  decorate(CallbackController, 'receive', Post(command), HttpCode(200));
  Controller('callbackExample')(CallbackController);

  class Listener {
    /** @param {object} body */
    on(body) {
      if (body instanceof CallbackBody) setup.handled();
    }
  }
  Injectable()(Listener);
  decorate(Listener, 'on', OnEvent(command));

  const metadata = {
    imports: [EventEmitterModule.forRoot()],
    controllers: [CallbackController],
    providers: [Listener],
  };
  return listen(metadata, platform, (app) => {
    app.useGlobalPipes(new ValidationPipe({ transform: true }));
    if (platform === 'Express') {
      /** @type {NestExpressApplication} */ (app).useBodyParser('json', { limit: BODY_LIMIT });
    }
  });
};
