import { MetadataScanner } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { ListenerMethod } from './listener-enhancers.js';

/** A method of a provider or controller. */
export type Method = ListenerMethod['method'];

/** The methods of a provider or controller by name, inherited ones too; it need not have been instantiated. */
export function methodsOf({ instance }: InstanceWrapper): [string, Method][] {
  const prototype: unknown = instance ? Object.getPrototypeOf(instance) : undefined;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name): [string, Method][] => {
    const method: unknown = Reflect.get(prototype, name);
    return typeof method === 'function' ? [[name, method as Method]] : [];
  });
}
