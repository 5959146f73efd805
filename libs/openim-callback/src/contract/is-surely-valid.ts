import { createValidationPlan, type PropertyPlan, type ValidationPlan } from './validation-plan.js';

const plans = new WeakMap<object, { readonly plan: ValidationPlan }>();

/**
 * Whether class-validator would find nothing wrong with an instance, at a small part of its cost: it looks its
 * metadata up and prepares an error for each property every time, while here that is done once for each class.
 * Where this says no, class-validator itself has to be asked: it writes the messages, and knows rules that a plan
 * does not.
 */
export function isSurelyValid(instance: object): boolean {
  const type: unknown = instance.constructor;
  if (typeof type !== 'function') return false;
  const plan = planOf(type as new () => object);
  if (!plan) return false;
  for (const property of plan) {
    if (!isMet(property, (instance as Readonly<Record<string, unknown>>)[property.name])) return false;
  }
  return true;
}

function planOf(type: new () => object): ValidationPlan {
  const known = plans.get(type);
  if (known) return known.plan;
  const plan = createValidationPlan(type);
  plans.set(type, { plan });
  return plan;
}

function isMet({ rules, optional, nested }: PropertyPlan, value: unknown): boolean {
  if (optional && (value === undefined || value === null)) return true;
  for (const { test, limit, each } of rules) {
    const holds = each ? Array.isArray(value) && test.all?.(value, limit) : test.one(value, limit);
    if (!holds) return false;
  }
  if (!nested) return true;
  return Array.isArray(value) ? value.every(isSurelyValidObject) : isSurelyValidObject(value);
}

const isSurelyValidObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && isSurelyValid(value);
