import { readFile, writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';

// Writes src/api/listing-rules.ts, the rules that forms check by, from the OpenAPI document that a test of the API keeps.

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

/** The module of the rules, as it should be now: each by the JSON pointer (RFC 6901) of what it is for. */
export async function rulesModule(): Promise<string> {
  const { components } = JSON.parse(await readFile(document, 'utf8')) as { components: { schemas: Schemas } };
  const { ListingInput, PriceStatement } = components.schemas;
  return [head, constant('listingRules', ListingInput), constant('priceRules', PriceStatement)].join('\n');
}

type Schemas = Record<'ListingInput' | 'PriceStatement', Schema>;

function constant(name: string, schema: Schema): string {
  const lines = rulesOf(schema, '').map(([pointer, rule]) => `  '${pointer}': ${inline(rule)},\n`);
  return `export const ${name} = {\n${lines.join('')}} as const satisfies Readonly<Record<string, Rule>>;\n`;
}

function rulesOf({ properties = {}, required = [] }: Schema, at: string): [string, object][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const pointer = `${at}/${name}`;
    if (schema.properties) return rulesOf(schema, pointer);
    const told = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
    const rule = Object.fromEntries(bounds.flatMap((bound) => (bound in told ? [[bound, told[bound]]] : [])));
    return [[pointer, { type: 'string', ...rule, required: required.includes(name) }]];
  });
}

/** As the formatter writes it. */
function inline(rule: object): string {
  return inspect(rule, { breakLength: Number.POSITIVE_INFINITY, compact: true }).replace(/\[ (.*?) \]/g, '[$1]');
}

export async function writeRules(): Promise<void> {
  await writeFile(new URL('src/api/listing-rules.ts', import.meta.url), await rulesModule());
}
