import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidEventError } from '../contract/read-event.js';
import type { OpenImEvent } from '../contract/definition.js';
import { toEvent } from '../intake/read-callback.js';

/**
 * Turns a parsed callback body into its event, as the module's own intake does: for controllers and tools of
 * the app that get bodies another way, such as a replay.
 */
@Injectable()
export class CallbackValidationPipe implements PipeTransform<unknown, OpenImEvent> {
  /** @throws {BadRequestException} when the value is no callback body or a field is of the wrong type */
  transform(value: unknown): OpenImEvent {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BadRequestException('a callback body is a JSON object');
    }
    const body: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value));
    const command = body['callbackCommand'];
    if (typeof command !== 'string' || command === '') {
      throw new BadRequestException('callbackCommand is missing or not a string');
    }
    try {
      return toEvent(command, body);
    } catch (error) {
      if (error instanceof InvalidEventError) throw new BadRequestException([...error.problems]);
      throw error;
    }
  }
}
