import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a request meets instead of its answer. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

export const isDown: Fault = refuses(503, 'SlowDown');

export const hangs: Fault = (request) => void request.resume();

export const dropped: Fault = (request) => void request.socket.destroy();

/** A body that ends after its first half. */
export const cuts: Fault = (_, response) => {
  response.writeHead(200, { 'content-length': 2_000 });
  response.write(Buffer.alloc(1_000), () => response.destroy());
};

/** A body of which the second half never comes. */
export const stalls: Fault = (_, response) => {
  response.writeHead(200, { 'content-length': 2_000 });
  response.write(Buffer.alloc(1_000));
};

/** Before the usual answer: what was asked is done, but nobody learns of it. */
export const losesAnswer: Fault = (request, response) => {
  response.end = () => {
    request.socket.destroy();
    return response;
  };
};

/** Before the usual answer, which goes out once something has happened: never, maybe. */
export function waitsFor(event: Promise<unknown>): Fault {
  return (_, response) => {
    const end = response.end.bind(response);
    response.end = (...rest: unknown[]) => {
      void event.then(() => end(...(rest as Parameters<typeof end>)));
      return response;
    };
  };
}

/** Without its length. */
export function answers(text: string): Fault {
  return (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write(text, () => response.end());
  };
}

/** Refuses by a code of S3, with what no message may repeat. */
export function refuses(status: number, code: string): Fault {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>secret words</Message></Error>`);
  };
}
