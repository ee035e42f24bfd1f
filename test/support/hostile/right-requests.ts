import { gzipSync } from 'node:zlib';
import { between, pick, type Random } from '../../../src/exchange/demo/random.ts';
import { someListing } from '../listings.ts';
import type { Draft } from './draft.ts';
import type { Operation, Parameter } from './operations.ts';
import { rightValue } from './right-values.ts';

/** What requests can name that is there: ids by the first part of a path, a delivery of the first webhook, a cursor, and a key. */
export type Known = {
  ids: Readonly<Record<string, readonly string[]>>;
  delivery: string;
  cursor: string;
  key: string;
};

/** A request that is as it should be. */
export function rightRequest(random: Random, operation: Operation, known: Known): Draft {
  const { method, path, parameters } = operation;
  const inQuery = parameters.filter(
    (one) => one.in === 'query' && (one.required || (random() < 0.08 && isKnown(operation, one))),
  );
  const { type, body } = bodyOf(random, operation);
  return {
    ...{ operation, method, body },
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => partOf(random, name, { operation, known })),
    query: inQuery.map((one) => [one.name, encodeURIComponent(textOf(random, one, known.cursor))]),
    headers: [['Authorization', `Bearer ${known.key}`], ...type, ...moreHeaders(random, operation, known)],
  };
}

type Named = { operation: Operation; known: Known };

/** What is deleted is named by nothing else, and so is what has a delivery or a price to be asked for. */
function partOf(random: Random, name: string, { operation: { id, path }, known }: Named): string {
  if (name === 'effective_at') return '2018-01-01T00:00:00Z';
  if (name === 'delivery_id') return known.delivery;
  const ids = known.ids[path.split('/')[1] ?? ''] ?? [];
  const half = Math.ceil(ids.length / 2);
  if (id === 'replayDelivery') return ids[0] ?? '';
  if (id.startsWith('remove')) return ids[between(random, half, ids.length - 1)] ?? '';
  return ids[between(random, 0, /Price$/.test(id) ? 3 : half - 1)] ?? '';
}

/** Cursors of the feed do for the feed alone; what other lists have given out is not kept. */
function isKnown({ id }: Operation, { name }: Parameter): boolean {
  return !['after', 'before'].includes(name) || id.endsWith('Changes');
}

function textOf(random: Random, { schema, name }: Parameter, cursor: string): string {
  if (name === 'after' || name === 'before') return cursor;
  const value = rightValue(random, schema, name);
  return Array.isArray(value) ? value.join(',') : String(value);
}

function moreHeaders(random: Random, { id, parameters }: Operation, { cursor }: Known): [string, string][] {
  const values: Readonly<Record<string, () => string>> = {
    'idempotency-key': () => `"${between(random, 0, 2 ** 31)}"`,
    'if-match': () => '*',
    'if-none-match': () => '"none"',
    'last-event-id': () => cursor,
    prefer: () => 'wait=1',
  };
  const some = parameters.filter(({ in: where, name }) => where === 'header' && values[name] && random() < 0.15);
  const given = some.map(({ name }): [string, string] => [name, values[name]?.() ?? '']);
  return id === 'drawChart' && random() < 0.5 ? [...given, ['Accept', 'image/svg+xml']] : given;
}

type Body = { type: [string, string][]; body: Buffer | undefined };

function bodyOf(random: Random, { id, bodies }: Operation): Body {
  const given = bodies[between(random, 0, bodies.length - 1)];
  if (!given) return { type: [], body: undefined };
  const [type, schema] = given;
  if (id === 'createImport') return importOf(random, type);
  const value = rightValue(random, schema) as Record<string, unknown>;
  if ('after' in value) value.after = 'now';
  if ('reference' in value) value.reference = `ref ${between(random, 0, 2 ** 31)}`;
  return { type: [['Content-Type', type]], body: Buffer.from(JSON.stringify(value)) };
}

function importOf(random: Random, type: string): Body {
  const lines = Array.from({ length: between(random, 1, 3) }, () => ({
    ...someListing({ latest_price_eur: between(random, 1, 1_000_000) }),
    ...{
      reference: `imported ${between(random, 0, 200)}`,
      observed_at: `20${between(random, 18, 24)}-05-05T00:00:00Z`,
    },
  }));
  const text = type === 'text/csv' ? csvOf(lines) : lines.map((line) => JSON.stringify(line)).join('\n');
  const isZipped = pick(random, [true, false]);
  const zipped: [string, string][] = isZipped ? [['Content-Encoding', 'gzip']] : [];
  return { type: [['Content-Type', type], ...zipped], body: isZipped ? gzipSync(text) : Buffer.from(text) };
}

function csvOf(lines: readonly object[]): string {
  const flat = lines.map((line) => {
    const { postal_address, ...rest } = line as { postal_address: object };
    return { ...rest, ...postal_address };
  });
  const [first = {}] = flat;
  const rows = flat.map((row) => Object.values(row).map((value) => `"${value}"`));
  return [Object.keys(first), ...rows].map((row) => row.join(',')).join('\r\n');
}
