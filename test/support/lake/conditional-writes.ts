import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { StoredObjects } from './s3rver.ts';

/**
 * PUT with `If-None-Match: *` as AWS documents it: 412 where there is an object. Those of one key are done one after the
 * other, so one of them is the first.
 */
export function heedsConditions(answer: RequestListener, objects: StoredObjects): RequestListener {
  const turns = new Map<string, Promise<void>>();
  return (request, response) => {
    if (request.method !== 'PUT' || request.headers['if-none-match'] !== '*') return answer(request, response);
    const path = request.url?.replace(/\?.*/, '') ?? '';
    turns.set(
      path,
      (turns.get(path) ?? Promise.resolve()).then(() => putOrRefuse(request, response)),
    );
  };

  async function putOrRefuse(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [bucket = '', ...key] = decodeURIComponent(request.url?.replace(/\?.*/, '').slice(1) ?? '').split('/');
    const done = once(response, 'close');
    if (await objects.existsObject(bucket, key.join('/'))) refuse(request, response);
    else answer(request, response);
    await done;
  }
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(412, { 'content-type': 'application/xml' });
  response.end('<?xml version="1.0"?><Error><Code>PreconditionFailed</Code><Message>there is one</Message></Error>');
}
