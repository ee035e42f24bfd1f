import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer } from './test-api.ts';

/** A connection to the server, for bytes that no HTTP client would send. */
export async function openSocket(base: string): Promise<Socket> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they are. @returns the answer; the server closes the connection after it. */
export async function sendRaw(base: string, bytes: string | Buffer): Promise<Answer> {
  const socket = await openSocket(base);
  socket.write(bytes);
  const [answer] = await readAnswers(socket);
  if (!answer) throw new Error('the server closed the connection without an answer');
  return answer;
}

/** Every answer that comes until the server closes the connection. */
export async function readAnswers(socket: Socket): Promise<Answer[]> {
  const answers: Answer[] = [];
  let rest = await text(socket);
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n') + 4;
    const [status = '', ...fields] = rest.slice(0, end).trim().split('\r\n');
    const headers = new Headers(fields.map((field) => splitField(field)));
    const body = Buffer.from(rest.slice(end))
      .subarray(0, Number(headers.get('content-length')))
      .toString();
    const isJson = /json/.test(headers.get('content-type') ?? '');
    answers.push({
      status: Number(status.split(' ')[1]),
      headers,
      body: isJson ? JSON.parse(body) : undefined,
      text: body,
    });
    rest = rest.slice(end + body.length);
  }
  return answers;
}

function splitField(field: string): [string, string] {
  const colon = field.indexOf(':');
  return [field.slice(0, colon), field.slice(colon + 1).trim()];
}
