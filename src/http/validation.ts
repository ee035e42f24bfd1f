import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import type { InputError } from '../errors.ts';
import { type Checker, checker, invalid } from '../wire/checker.ts';

type Properties = Readonly<Record<string, { type?: string }>>;

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
    Object.entries(value as Record<string, unknown>).map(([name, given]) => [
      name,
      read(given, properties[name]?.type),
    ]),
  );
  if (check.accepts(query)) return { value: query };
  const errors: InputError[] = check.explain(query).map(({ pointer, detail }) => {
    const parameter = pointer.slice(1);
    return {
      parameter,
      detail: Array.isArray(query[parameter]) ? 'must be given once' : withHint(detail, query[parameter]),
    };
  });
  return { error: invalid(errors, 'query') };
}

/** In a query a plus sign that is not encoded stands for a space. */
function withHint(detail: string, given: unknown): string {
  return /T[\d:.]+ \d\d:\d\d$/.test(String(given)) ? `${detail}; a plus sign is written %2B` : detail;
}

/** A query parameter is text: where the schema wants a number, one in its plain decimal form is read. */
function read(given: unknown, type: string | undefined): unknown {
  const numeric = type === 'integer' || type === 'number';
  if (numeric && typeof given === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(given)) return Number(given);
  return given;
}
