import type { Credential } from './credential.ts';

type Fetch = (request: Request) => Promise<Response>;

/**
 * Sends requests with the reader's key. What is refused without one that counts (401), or a read with one that may not (403),
 * waits until the reader has given another, and is sent again; reads of a reader who has declined are not waited for.
 */
export function fetchAs(credential: Credential, send: Fetch = (request) => fetch(request)): Fetch {
  return async (request) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const body = isRead ? '' : await request.text(); // a request is used up by being sent
    for (;;) {
      const { key } = credential.state();
      const response = await send(named(request, body, key));
      const isUnfit = response.status === 401 || (response.status === 403 && isRead && key !== undefined);
      const isLeft = isRead && credential.state().isDeclined;
      if (!isUnfit || isLeft || (await credential.ask(key)) === undefined) return response;
    }
  };
}

function named(request: Request, body: string, key: string | undefined): Request {
  const headers = new Headers(request.headers);
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  return new Request(request, { headers, ...(body !== '' && { body }) });
}
