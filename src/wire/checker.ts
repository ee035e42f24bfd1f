import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import { AppError, type InputError } from '../errors.ts';
import { printable } from './json-text.ts';

/** Checks values against one schema. */
export type Checker<T> = {
  /** Whether the value is as the schema says. */
  accepts(value: unknown): value is T;
  /** What is wrong with a value that is not; at most 20 errors. */
  explain(value: unknown): FieldError[];
};

/** Where, as a JSON pointer (RFC 6901; empty: the whole value), and what would be right. */
type FieldError = { pointer: string; detail: string };

/** What is told of one input. */
export const mostErrors = 20;
Settings.Set({ maxErrors: 2 * mostErrors }); // a library-wide setting; unions and unknown members count twice there

/** Compiles a schema into a checker. */
export function checker<S extends TSchema>(schema: S): Checker<Static<S>> {
  const compiled = Compile(schema);
  return {
    accepts: (value): value is Static<S> => compiled.Check(value),
    explain: (value) => distinct(describe(compiled.Errors(value), schema)).slice(0, mostErrors),
  };
}

/** @throws AppError `invalid` that lists what is wrong. */
export function checked<T>(check: Checker<T>, value: unknown, what: string): T {
  if (check.accepts(value)) return value;
  throw invalid(check.explain(value), what);
}

/** An error for input that breaks rules; the message names the first. */
export function invalid(errors: readonly InputError[], what: string): AppError {
  const [first] = errors;
  const place = first && ('parameter' in first ? first.parameter : first.pointer);
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const reason = first ? `: ${place ? `${place} ` : ''}${first.detail}${more}` : '';
  return new AppError('invalid', `This is no valid ${what}${reason}.`, { errors });
}

function describe(errors: readonly TLocalizedValidationError[], schema: TSchema): FieldError[] {
  const unions = new Set(errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath));
  return errors.flatMap((error): FieldError[] => {
    const at = error.instancePath;
    switch (error.keyword) {
      case 'required':
        return error.params.requiredProperties.map((name) => ({ pointer: `${at}/${name}`, detail: 'is required' }));
      case 'boolean':
        return [unknownMember(at, schema, error.schemaPath)];
      case 'additionalProperties': // after each unknown member came as one above; of very many it does not come at all
        return [];
      case 'anyOf':
        return [{ pointer: at, detail: expected(schema, error.schemaPath) ?? error.message }];
      default:
        if (unions.has(at)) return [];
        return [{ pointer: at, detail: expected(schema, error.schemaPath, error.keyword) ?? inWords(error) }];
    }
  });
}

/** A format and a refinement may both say the same of one text. */
function distinct(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(
    ({ pointer, detail }, at) =>
      errors.findIndex((other) => other.pointer === pointer && other.detail === detail) === at,
  );
}

/** `path` leads to the `additionalProperties: false` that the member at `pointer` met. */
function unknownMember(pointer: string, schema: TSchema, path: string): FieldError {
  const parent = subschema(schema, path.replace(/\/additionalProperties$/, ''));
  if (parent?.['x-read-only']?.some((name) => pointer.endsWith(`/${name}`))) {
    return { pointer, detail: 'is set by the service: leave it out' };
  }
  const known = Object.keys(parent?.properties ?? {});
  const others = known.length === 0 ? 'nothing is known' : `known are ${known.join(', ')}`;
  return { pointer: printable(pointer), detail: `is unknown here; ${others}` };
}

/** A schema says in `x-expected` what a right value is, an object by its members; a refinement says it itself. */
function expected(schema: TSchema, path: string, keyword?: string): string | undefined {
  if (keyword === '~refine') return undefined;
  const at = subschema(schema, path) ?? {};
  const { 'x-expected': text = keyword === 'type' && path !== '#' ? objectOf(at) : undefined } = at;
  return typeof text === 'string' ? `must be ${text}` : undefined;
}

function objectOf({ type, properties, required = [] }: Subschema): string | undefined {
  if (type !== 'object' || properties === undefined) return undefined;
  return `an object with ${required.length === 0 ? 'any of ' : ''}${Object.keys(properties).join(', ')}`;
}

type Subschema = Record<string, unknown> & {
  properties?: Record<string, Subschema>;
  required?: readonly string[];
  'x-expected'?: unknown;
  /** Members that answers have and requests must not. */
  'x-read-only'?: readonly string[];
};

function inWords({ keyword, instancePath, message }: TLocalizedValidationError): string {
  return keyword === 'type' && instancePath === '' ? 'must be a JSON object' : message;
}

/** Follows a path such as `#/properties/postal_address`. */
function subschema(schema: TSchema, path: string): Subschema | undefined {
  let at: unknown = schema;
  for (const step of path.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[step];
  return at as Subschema | undefined;
}
