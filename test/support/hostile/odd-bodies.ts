import { between, type Choice, pick, type Random } from '../../../src/exchange/demo/random.ts';
import type { Draft } from './draft.ts';
import { oddJson } from './odd-json.ts';
import { oddText, torn } from './odd-texts.ts';
import type { Schema } from './operations.ts';

type Json = Record<string, unknown>;

/** Stands for a text in a value that is to be JSON. */
const hole = '@@hole@@';

/** The body with a member that is odd, missing, of no schema, or there twice; undefined for one that has no members. */
export function oddMember(random: Random, { body, operation }: Draft): Buffer | undefined {
  const value = readObject(body);
  const schema = operation.bodies[0]?.[1] ?? {};
  if (!value) return undefined;
  const names = Object.keys(schema.properties ?? {});
  const name = names[between(random, 0, names.length - 1)] ?? 'name';
  const odd = oddJson(random, schema.properties?.[name] ?? {});
  const text = pick(random, [
    () => withHole({ ...value, [name]: hole }, odd),
    () => withHole(inward(random, value, schema), odd),
    () => JSON.stringify({ ...value, [name]: undefined }),
    () => withHole({ ...value, [oddText(random)]: hole }, odd),
    () => `{${JSON.stringify(name)}:${odd},${JSON.stringify(value).slice(1)}`,
    () => `${JSON.stringify(value).slice(0, -1)},${pick(random, ['"__proto__"', JSON.stringify(name)])}:${odd}}`,
  ])();
  return Buffer.from(text);
}

/** A member of a member is the odd one. */
function inward(random: Random, value: Json, { properties = {} }: Schema): Json {
  const outer = Object.entries(properties).filter(([, { properties: inner }]) => inner);
  const [name = 'postal_address', schema = {}] = outer[between(random, 0, outer.length - 1)] ?? [];
  const members = [...Object.keys(schema.properties ?? {}), 'none'];
  const before = typeof value[name] === 'object' ? value[name] : {};
  return { ...value, [name]: { ...before, [members[between(random, 0, members.length - 1)] ?? '']: hole } };
}

function withHole(value: Json, text: string): string {
  return JSON.stringify(value).replace(`"${hole}"`, () => text);
}

function readObject(body: Buffer | undefined): Json | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    JSON.stringify(value); // which fails of what is nested too deep
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

const others: Choice<(body: Buffer, random: Random) => Buffer> = [
  (body, random) => torn(random, body),
  (body, random) => torn(random, torn(random, torn(random, body))),
  (body) => Buffer.concat([Buffer.from('\ufeff'), body]),
  (body) => Buffer.from(body.toString(), 'utf16le'),
  (body) =>
    Buffer.from(body.toString('latin1'), 'latin1').fill(0xe9, Math.min(body.length, 12), Math.min(body.length, 13)),
  (body) => Buffer.concat([body, body]),
  () => Buffer.alloc(0),
  (body, random) =>
    Buffer.concat([body, Buffer.alloc(pick(random, [1, Math.max(1, 1_048_577 - body.length), 1_200_000]), ' ')]),
  (_, random) => Buffer.from(oddJson(random, {})),
  (body) => Buffer.from(`[${body}]`),
  (_, random) => Buffer.from(Array.from({ length: between(random, 1, 300) }, () => between(random, 0, 255))),
];

/** The whole body made another, whatever it was. */
export function oddBody(random: Random, body: Buffer | undefined): Buffer {
  return pick(random, others)(body ?? Buffer.from('{}'), random);
}
