import { between, type Choice, pick, type Random } from '../../../src/exchange/demo/random.ts';
import { idField } from './draft.ts';
import { torn } from './odd-texts.ts';
import { chunked, refusedChunks, refusedFields, refusedHosts, refusedStarts } from './refused-parts.ts';

/** Bytes for one connection, as no HTTP client would send them. */
export type RawMessage = {
  what: string;
  bytes: Buffer;
  /** Names of the requests in it, in their order. */
  ids: readonly string[];
  /**
   * `answered`: each of them. `refused`: those before the last, which is told 4xx, and nothing after it, since nobody can say where
   * the next request begins. `any`: whatever comes is right, if it is right by itself.
   */
  expected: 'answered' | 'refused' | 'any';
  /** What the client does then: it waits for the end, says that nothing more comes, or is gone. */
  ending: 'wait' | 'end' | 'reset';
};

/** The name of a request that is hidden in the body of another: nobody must ever answer it. */
export const hiddenId = 'hidden';

const hidden = `GET /listings HTTP/1.1\r\nHost: x\r\n${idField}: ${hiddenId}\r\n\r\n`;

type Head = { start?: string; host?: string; fields?: readonly string[] };

/** What a request is made of, of which one place is odd. */
function head({ id, key }: Named, { start = 'POST /listings HTTP/1.1', host = 'Host: x', fields = [] }: Head): string {
  const lines = [
    start,
    host,
    `${idField}: ${id}`,
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    ...fields,
  ];
  return `${lines.filter((line) => line !== '').join('\r\n')}\r\n\r\n`;
}

type Named = { id: string; key: string };

type Maker = (random: Random, id: Named) => { text: string; expected: RawMessage['expected'] };

const answered: Choice<(id: Named) => string> = [
  (id) => head(id, { start: 'GET http://x/livez HTTP/1.1' }),
  (id) => head(id, { start: 'OPTIONS * HTTP/1.1' }),
  (id) => head(id, { start: 'GET http:///livez HTTP/1.1' }),
  (id) => `\r\n\r\n${head(id, { start: 'GET /livez HTTP/1.1' })}`,
  (id) =>
    head(id, { start: 'GET /livez HTTP/1.1', fields: ['Connection: Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: a'] }),
  (id) => head(id, { start: 'GET /livez HTTP/1.1', fields: [`Content-Length: ${hidden.length}`] }) + hidden,
  (id) => head(id, { fields: [`Content-Length: ${hidden.length}`] }) + hidden,
  (id) => `${head(id, { fields: [chunked] })}${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`,
  (id) => `${head(id, { fields: [chunked] })}2;a=b;c="d"\r\n{}\r\n0\r\n\r\n`,
  (id) => `${head(id, { fields: [chunked] })}02\r\n{}\r\n000\r\nX: y\r\n\r\n`,
  (id) => `${head(id, { fields: ['Expect: 100-continue', 'Content-Length: 2'] })}{}`,
];

const makers: Readonly<Record<string, Maker>> = {
  field: (random, id) => ({
    text: `${head(id, { fields: [pick(random, refusedFields)] })}${pick(random, ['0\r\n\r\n', '', 'null'])}${hidden}`,
    expected: 'refused',
  }),
  chunk: (random, id) => ({
    text: `${head(id, { fields: [chunked] })}${pick(random, refusedChunks)}${hidden}`,
    expected: 'refused',
  }),
  start: (random, id) => ({ text: head(id, { start: pick(random, refusedStarts) }), expected: 'refused' }),
  host: (random, id) => ({
    text: head(id, { start: 'GET /livez HTTP/1.1', host: pick(random, refusedHosts) }),
    expected: 'refused',
  }),
  'header too large': (random, id) => ({
    text: head(id, { fields: [`X: ${'x'.repeat(between(random, 16_400, 40_000))}`] }) + hidden,
    expected: 'refused',
  }),
  'many fields': (random, id) => ({
    text: head(id, { fields: Array(between(random, 2_500, 9_000)).fill('a: b') }),
    expected: 'refused',
  }),
  right: (random, id) => ({ text: pick(random, answered)(id), expected: 'answered' }),
  tunnel: (_, id) => ({ text: head(id, { start: 'CONNECT x:80 HTTP/1.1' }) + hidden, expected: 'any' }),
  old: (_, { id }) => ({ text: `GET /livez HTTP/1.0\r\n${idField}: ${id}\r\n\r\n`, expected: 'answered' }),
};
const kinds = Object.keys(makers);

/** One of them, alone or behind others; of some a part is cut off or torn. A right one after it shows whether it is told apart. */
export function rawMessage(random: Random, { id, key }: Named): RawMessage {
  const what = kinds[between(random, 0, kinds.length - 1)] ?? 'right';
  const { text, expected } = makers[what]?.(random, { id, key }) ?? { text: '', expected: 'any' };
  const before = random() < 0.8 ? [] : Array.from({ length: between(random, 1, 6) }, (_, n) => `${id}-${n}`);
  const others = before.map((name) => head({ id: name, key }, { start: 'GET /livez HTTP/1.1' }));
  const [bytes, ids] = [Buffer.from([...others, text].join(''), 'latin1'), [...before, id]];
  if (random() < 0.3) return { ...broken(random, bytes), what: `${what}, broken`, ids };
  const last = what === 'old' ? [] : [`${id}-last`];
  const after = last.map((name) =>
    head({ id: name, key }, { start: 'GET /livez HTTP/1.1', fields: ['Connection: close'] }),
  );
  const whole = Buffer.concat([bytes, Buffer.from(after.join(''))]);
  return { what, bytes: whole, ids: expected === 'refused' ? ids : [...ids, ...last], expected, ending: 'wait' };
}

function broken(random: Random, bytes: Buffer): Pick<RawMessage, 'bytes' | 'expected' | 'ending'> {
  const isCut = random() < 0.6;
  return {
    bytes: isCut ? bytes.subarray(0, between(random, 0, bytes.length)) : torn(random, bytes),
    ...{ expected: 'any', ending: pick(random, ['end', 'end', 'reset', 'wait'] as const) },
  };
}
