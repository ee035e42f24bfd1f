import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import type { InputError } from '../errors.ts';
import { type Checker, checker, invalid } from '../wire/checker.ts';

type Property = { type?: string; items?: Property };
type Properties = Readonly<Record<string, Property>>;

/** Checks each part of a request with the checker that imports use too; bodies are taken as they are, without coercion. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = checker(schema);
  switch (httpPart) {
    case 'body':
      return (value: unknown) => checkBody(check, value);
    case 'querystring':
      return (value: unknown) => checkQuery(check, value, schema);
    default:
      return (value: unknown) =>
        check.accepts(value) ? { value } : { error: invalid(check.explain(value), httpPart ?? 'request') };
  }
};

function checkBody(check: Checker<unknown>, value: unknown) {
  return check.accepts(value) ? { value } : { error: invalid(check.explain(value), 'body') };
}

function checkQuery(check: Checker<unknown>, value: unknown, schema: TSchema) {
  const properties = (schema as { properties?: Properties }).properties ?? {};
  const query = Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([name, given]) => [name, read(given, properties[name])]),
  );
  if (check.accepts(query)) return { value: query };
  const errors: InputError[] = check.explain(query).map(({ pointer, detail }) => {
    const [, parameter = '', item] = pointer.split('/');
    const property = item === undefined ? properties[parameter] : properties[parameter]?.items;
    const isTwice = item === undefined && property?.type !== 'array' && Array.isArray(query[parameter]);
    return {
      parameter,
      detail: isTwice ? 'must be given once' : withHint(detail, query[parameter]),
    };
  });
  return { error: invalid(errors, 'query') };
}

/** In a query a plus sign that is not encoded stands for a space. */
function withHint(detail: string, given: unknown): string {
  return /T[\d:.]+ \d\d:\d\d$/.test(String(given)) ? `${detail}; a plus sign is written %2B` : detail;
}

/** A query parameter is text; of one that takes a list, several separated by commas, or given several times. */
function read(given: unknown, property: Property = {}): unknown {
  if (property.type !== 'array') return readOne(given, property.type);
  const texts = Array.isArray(given) ? given : [given];
  return texts.flatMap((text) => String(text).split(',')).map((text) => readOne(text, property.items?.type));
}

/** How whole numbers and others are written: as in JSON, in which links write them, but the whole ones without an exponent. */
const numerals: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d{1,40}$/,
  number: /^-?\d{1,40}(\.\d{1,40})?(e-?\d{1,3})?$/i,
};

/** Where the schema wants a number or a truth value, one is read. */
function readOne(given: unknown, type = 'string'): unknown {
  if (type === 'boolean' && (given === 'true' || given === 'false')) return given === 'true';
  return typeof given === 'string' && numerals[type]?.test(given) ? Number(given) : given;
}
