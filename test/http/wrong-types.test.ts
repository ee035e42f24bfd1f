import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TSchema } from 'typebox';
import { WebhookPatch } from '../../src/deliveries/webhooks/webhook.ts';
import { ListingInput, ListingPatch } from '../../src/listings/listing.ts';
import { checker } from '../../src/wire/checker.ts';

const city = 'must be text of 1 to 200 characters';
const address = 'street_address, postal_code, city, country';
const told: [TSchema, string, unknown, string][] = [
  [ListingInput, '/name', null, 'must be text of 1 to 500 characters'],
  [ListingInput, '/postal_address', null, `must be an object with ${address}`],
  [ListingInput, '/postal_address', [], `must be an object with ${address}`],
  [ListingInput, '/postal_address/city', null, city],
  [ListingInput, '/postal_address/country', 33, 'must be an ISO 3166-1 alpha-2 code in capitals, such as FR'],
  [ListingPatch, '/name', null, 'must be text of 1 to 500 characters'],
  [ListingPatch, '/postal_address', 'Paris', `must be an object with any of ${address}`],
  [ListingPatch, '/postal_address/city', null, city],
  [WebhookPatch, '/description', 5, 'must be text of 1 to 500 characters, or null'],
];

test('what is of a wrong type is told what would be right, as what is out of its bounds is', () => {
  for (const [schema, pointer, value, detail] of told) {
    const { explain } = checker(schema);
    const errors = explain(at(pointer.split('/').slice(1), value)).filter((error) => error.pointer === pointer);
    assert.deepEqual(errors, [{ pointer, detail }]);
  }
});

type Node = { $ref?: string; properties?: Record<string, Node>; anyOf?: Node[] };
type Operation = { operationId: string; requestBody?: { content: Record<string, { schema: Node }> } };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Node> };
};

const wrong = [null, 5, 'x', true, [], [null], {}];
const wordsOfTheLibrary =
  /^must (be (string|object|array|boolean|number|integer|null|equal|multiple|either|[<>=])|match|not have|have required)/;

test('no member of any body is told in the words of the library', async () => {
  const text = await readFile(new URL('openapi.json', import.meta.url), 'utf8');
  const { paths, components } = JSON.parse(text) as Document;
  const bodies = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId, requestBody }) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema
        ? [{ operationId, schema: components.schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema }]
        : [];
    });
  assert.ok(bodies.length >= 7, String(bodies.length));
  for (const { operationId, schema } of bodies) {
    const { explain } = checker(schema as TSchema);
    for (const path of membersOf(schema)) {
      for (const value of wrong) {
        const details = explain(at(path, value)).map(({ detail }) => detail);
        for (const detail of details)
          assert.doesNotMatch(detail, wordsOfTheLibrary, `${operationId} /${path.join('/')}`);
      }
    }
  }
});

/** The paths to the whole and to every member. */
function membersOf({ properties = {} }: Node): string[][] {
  return [[], ...Object.entries(properties).flatMap(([name, node]) => membersOf(node).map((path) => [name, ...path]))];
}

/** A value that stands at a path, with nothing beside it. */
function at(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, name) => ({ [name]: inner }), value);
}
