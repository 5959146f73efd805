import { MetadataScanner } from '@nestjs/core';
import type { ListenerMethod } from './listener-enhancers.js';

/** A method of a provider or controller. */
export type Method = ListenerMethod['method'];

/** The methods of a class by name, inherited ones too; it need not have been instantiated. */
export function methodsOf(prototype: unknown): [string, Method][] {
  if (typeof prototype !== 'object' || prototype === null) return [];
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name): [string, Method][] => {
    const method: unknown = Reflect.get(prototype, name);
    return typeof method === 'function' ? [[name, method as Method]] : [];
  });
}
