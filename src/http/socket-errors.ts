import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { dataHeaders } from '../wire/security-headers.ts';
import type { OpenConnections } from './open-connections.ts';
import { problemBody, problemMediaType } from './problem.ts';
import { type ProblemName, problemTypes } from './problem-types.ts';
import type { StreamedBodies } from './streamed-bodies.ts';

const reasons: Readonly<Record<string, { name: ProblemName; detail: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { name: 'request-timeout', detail: 'The request was not complete in time.' },
  HPE_INVALID_URL: {
    name: 'malformed',
    detail: 'The address has characters that it cannot have: percent-encode them, É as %C3%89 and a space as %20.',
  },
  HPE_HEADER_OVERFLOW: { name: 'header-too-large', detail: 'The request line and header have more than 16 KiB.' },
};

type Connections = { streamed: StreamedBodies; open: OpenConnections };

/**
 * Answers what is no HTTP request, or not within its time, before any route sees it; the connection is closed. What came whole before
 * it is answered first. A body that a route reads as it comes may take its time.
 */
export function answerSocketError({ streamed, open }: Connections): (error: SocketError, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && streamed.has(socket)) return;
    if (error.code === 'ECONNRESET') socket.destroy();
    else open.afterAnswers(socket, () => answer(error, socket));
  };
}

type SocketError = Error & { code?: string };

const fields = Object.entries(dataHeaders).map(([name, value]) => `${name}: ${value}\r\n`);

function answer(error: SocketError, socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) return; // what was said is on its way
  if (!socket.writable) return void socket.destroy();
  const { name, detail } = reasons[error.code ?? ''] ?? { name: 'malformed', detail: 'This is no HTTP/1.1 request.' };
  const body = problemBody(name, { detail });
  const { status, title } = problemTypes[name];
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nDate: ${new Date().toUTCString()}\r\nContent-Type: ${problemMediaType}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n${fields.join('')}\r\n${body}`,
  );
}

/** An Expect that is not understood may be ignored (RFC 9110, 10.1.1); node would answer with a 417 without a body. */
export function ignoreExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}
