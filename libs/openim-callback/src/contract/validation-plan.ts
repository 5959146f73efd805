import { getMetadataStorage, IS_OPTIONAL, ValidationTypes } from 'class-validator';
import { RULE_TESTS, type RuleTest } from './validation-rules.js';

interface Rule {
  readonly test: RuleTest;
  readonly limit: unknown;
  /** Whether it is about each value of a list. */
  readonly each: boolean;
}

/** What the decorators of one property ask for. */
export interface PropertyPlan {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Whether null and undefined are asked nothing. */
  readonly optional: boolean;
  /** Whether the object, or each object of the list, must be valid in turn. */
  readonly nested: boolean;
}

/** What the decorators of a class ask for; undefined when only class-validator itself can tell. */
export type ValidationPlan = readonly PropertyPlan[] | undefined;

/** What class-validator notes of one decorator. */
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** Makes the plan of a class out of what class-validator knows of it, inherited decorators included. */
export function createValidationPlan(type: new () => object): ValidationPlan {
  const decorators = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  if (decorators.length === 0 || !decorators.every(isPlannable)) return undefined;
  const names = new Set(decorators.map(({ propertyName }) => propertyName));
  return [...names].map((name) =>
    planOf(
      name,
      decorators.filter(({ propertyName }) => propertyName === name),
    ),
  );
}

function planOf(name: string, decorators: readonly Metadata[]): PropertyPlan {
  return {
    name,
    rules: decorators.flatMap(ruleOf),
    optional: decorators.some(isOptional),
    nested: decorators.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION),
  };
}

function ruleOf({ name, constraints, each }: Metadata): Rule[] {
  const test = RULE_TESTS.get(name);
  // Rules without a limit have no list of constraints, whatever the types say.
  const [limit] = (constraints as readonly unknown[] | undefined) ?? [];
  return test ? [{ test, limit, each }] : [];
}

/** Conditions, asynchronous rules and rules that look at the whole object are left to class-validator. */
function isPlannable(decorator: Metadata): boolean {
  const { type, name, validateIf } = decorator;
  if (validateIf) return false;
  return (
    type === ValidationTypes.WHITELIST ||
    type === ValidationTypes.NESTED_VALIDATION ||
    (type === ValidationTypes.CUSTOM_VALIDATION && RULE_TESTS.has(name)) ||
    isOptional(decorator)
  );
}

const isOptional = ({ type, name }: Metadata): boolean =>
  type === ValidationTypes.CONDITIONAL_VALIDATION && name === IS_OPTIONAL;
