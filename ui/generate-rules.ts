import { readFile, writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';

// Writes src/api/listing-rules.ts and search-rules.ts, the rules that forms and the search check by, from the OpenAPI document that
// a test of the API keeps. They are two files, since the first page needs only the second.

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
} & Record<string, unknown>;

const document = new URL('../test/http/openapi.json', import.meta.url);
const head = `// Generated from test/http/openapi.json by ui/generate-client.ts: change that one.

import type { Rule } from './rule.ts';
`;
const bounds = ['type', 'minLength', 'maxLength', 'minimum', 'maximum', 'enum', 'pattern'];

/** The module of the rules of inputs, as it should be now: each by the JSON pointer (RFC 6901) of what it is for. */
export async function rulesModule(): Promise<string> {
  const { ListingInput, PriceStatement } = (await readDocument()).components.schemas;
  const [listing, price] = [ListingInput, PriceStatement].map((schema) => rulesOf(schema, ''));
  return [head, constant('listingRules', listing), constant('priceRules', price)].join('\n');
}

/** The module of the rules of the numbers that a search is limited by, as it should be now: each by its parameter. */
export async function searchRulesModule(): Promise<string> {
  const { parameters } = (await readDocument()).paths['/listings'].get;
  const numbers = parameters.filter(({ in: place, schema: { type = '' } }) => place === 'query' && isNumber(type));
  const rules = numbers.map(({ name, schema }): NamedRule => [name, ruleOf(schema, false)]);
  return [head, constant('searchRules', rules)].join('\n');
}

type Parameter = { name: string; in: string; schema: Schema };
type ApiDocument = {
  components: { schemas: Record<'ListingInput' | 'PriceStatement', Schema> };
  paths: { '/listings': { get: { parameters: Parameter[] } } };
};

async function readDocument(): Promise<ApiDocument> {
  return JSON.parse(await readFile(document, 'utf8')) as ApiDocument;
}

function isNumber(type: string): boolean {
  return type === 'number' || type === 'integer';
}

type NamedRule = [name: string, rule: object];

function constant(name: string, rules: NamedRule[] = []): string {
  const lines = rules.map(([key, rule]) => `  ${/^\w+$/.test(key) ? key : `'${key}'`}: ${inline(rule)},\n`);
  return `export const ${name} = {\n${lines.join('')}} as const satisfies Readonly<Record<string, Rule>>;\n`;
}

function rulesOf({ properties = {}, required = [] }: Schema, at: string): NamedRule[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const pointer = `${at}/${name}`;
    if (schema.properties) return rulesOf(schema, pointer);
    const told = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
    return [[pointer, ruleOf(told, required.includes(name))]];
  });
}

function ruleOf(schema: Schema, required: boolean): object {
  const rule = Object.fromEntries(bounds.flatMap((bound) => (bound in schema ? [[bound, schema[bound]]] : [])));
  return { type: 'string', ...rule, required };
}

/** As the formatter writes it. */
function inline(rule: object): string {
  return inspect(rule, { breakLength: Number.POSITIVE_INFINITY, compact: true }).replace(/\[ (.*?) \]/g, '[$1]');
}

export async function writeRules(): Promise<void> {
  await writeFile(new URL('src/api/listing-rules.ts', import.meta.url), await rulesModule());
  await writeFile(new URL('src/api/search-rules.ts', import.meta.url), await searchRulesModule());
}
