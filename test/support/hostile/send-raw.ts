import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSocket } from '../raw-http.ts';
import { AnswerReader, fieldOf, type WireAnswer } from './answers.ts';
import { judge } from './judge.ts';
import { hiddenId, type RawMessage } from './raw-messages.ts';

/** What is not whole has come too slowly by then; what is whole by chance keeps its connection. In ms. */
const longest = { any: 8_000, answered: 60_000, refused: 60_000 };

/** 503: before its body was read, since there was more to do than can be done. */
const refusals: ReadonlySet<number> = new Set([400, 408, 413, 431, 503]);

/** None asks for the page. */
const unlikePage = { method: 'GET', path: '/', headers: [] };

type Received = { answers: WireAnswer[]; isReset: boolean };

/** Sends bytes on a connection of their own and reads until it is closed. Fails where an answer is not as it has to be. */
export async function sendRawMessage(base: string, message: RawMessage, pieces: number): Promise<Received> {
  const socket = await openSocket(base);
  const chunks: Buffer[] = [];
  let isReset = message.ending === 'reset';
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {
    isReset = true;
  });
  const closed = new Promise<true>((resolve) => socket.once('close', () => resolve(true)));
  await writeIn(socket, message.bytes, pieces);
  if (message.ending === 'end') socket.end();
  if (message.ending === 'reset') socket.resetAndDestroy();
  const isClosed = await Promise.race([closed, sleep(longest[message.expected], false, { ref: false })]);
  socket.destroy();
  assert.ok(isClosed || message.expected === 'any', 'the connection stays open');
  const received = { answers: answersIn(Buffer.concat(chunks), isReset), isReset };
  assertExpected(received, message);
  return received;
}

async function writeIn(socket: Socket, bytes: Buffer, pieces: number): Promise<void> {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let at = 0; at < bytes.length && socket.writable; at += size) {
    socket.write(bytes.subarray(at, at + size));
    if (pieces > 1) await sleep(1);
  }
}

function answersIn(bytes: Buffer, isReset: boolean): WireAnswer[] {
  const reader = new AnswerReader();
  reader.add(bytes);
  const answers: WireAnswer[] = [];
  for (let answer = reader.take('GET'); answer; answer = reader.take('GET')) {
    judge(answer, unlikePage);
    answers.push(answer);
  }
  if (!isReset) assert.equal(reader.rest.toString('latin1'), '', 'part of an answer');
  return answers;
}

/** Where the service closes while bytes come in still, the last answers may be lost on the way: what came has to be right. */
function assertExpected({ answers, isReset }: Received, { expected, ids }: RawMessage): void {
  if (expected === 'any') return;
  const told = answers.map((answer) => fieldOf(answer, 'x-request-id'));
  assert.ok(!told.includes(hiddenId), 'what stands in a body was answered');
  const last = answers.at(-1);
  const isWhole = !isReset && (expected === 'refused' || last === undefined || fieldOf(last, 'connection') !== 'close');
  if (isWhole) assert.equal(answers.length, ids.length, `${answers.length} answers: ${told}`);
  assert.ok(answers.length <= ids.length, `${answers.length} answers: ${told}`);
  const [named, nameless] = expected === 'refused' ? [ids.length - 1, last] : [ids.length, undefined];
  assert.deepEqual(told.slice(0, named), ids.slice(0, Math.min(named, told.length)));
  if (answers.length < ids.length || !nameless) return;
  assert.ok(refusals.has(nameless.status), `it was answered ${nameless.status}`);
}
