import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvents } from '../../ui/src/api/event-stream.ts';

/** What a body is read as that comes in these chunks. */
async function readIn(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<unknown[]> {
  const told: unknown[] = [];
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  await readEvents(body, {
    onEvent: ({ event, data }) => told.push({ event, data }),
    onId: (id) => told.push(id),
    onRetry: (ms) => told.push(ms),
  });
  return told;
}

const text = [
  '\uFEFFretry: 1500\n\n',
  ': a silence\nid: c1\n\n',
  'id: c2\ndata: {"name":"Maison à Orléans, 😀"}\n\n',
  'id: c\0\ndata: of no place\n\n',
  'retry: soon\ndata: one\r\ndata: two\r\n\r\n',
  'event: resync\rid: c3\rdata: gone\r\r',
  'id: c4\ndata: cut off',
].join('');
const bytes = new TextEncoder().encode(text);
const expected = [
  ...[1_500, 'c1', 'c2'],
  { event: undefined, data: '{"name":"Maison à Orléans, 😀"}' },
  { event: undefined, data: 'of no place' },
  { event: undefined, data: 'one\ntwo' },
  ...['c3', { event: 'resync', data: 'gone' }],
];

test('events, ids without data and the pause to make are read, and what was cut off is not', async () => {
  assert.deepEqual(await readIn([bytes]), expected);
});

test('wherever the network cuts them, in a character or a line end, the same is read', async () => {
  for (let at = 0; at <= bytes.length; at += 1) {
    assert.deepEqual(await readIn([bytes.slice(0, at), bytes.slice(at)]), expected, `cut at ${at}`);
  }
  assert.deepEqual(await readIn(Array.from(bytes, (byte) => Uint8Array.of(byte))), expected);
});

test('once the signal is given nothing more is told', async () => {
  const leaving = new AbortController();
  const told: string[] = [];
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
    pull: (controller) => {
      if (told.length === 0) return;
      leaving.abort();
      controller.enqueue(new TextEncoder().encode('data: 2\n\n'));
    },
  });
  await assert.rejects(readEvents(body, { onEvent: ({ data }) => told.push(data) }, leaving.signal), /abort/i);
  assert.deepEqual(told, ['1']);
});
