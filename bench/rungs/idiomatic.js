import { Body, Controller, HttpCode, Inject, Injectable, Post, ValidationPipe } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { BODY_LIMIT, decorate, listen } from '../lib/nest-app.js';
import { bodyClassOf } from './idiomatic-bodies.js';

/** @import { NestExpressApplication } from '@nestjs/platform-express' */
/** @import { Platform } from '../lib/nest-app.js' */
/** @import { Rung } from './rung.js' */

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
