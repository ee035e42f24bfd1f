import type { Credential } from './credential.ts';

type Fetch = (request: Request) => Promise<Response>;

/**
 * Sends requests with the reader's key. What is refused without one that counts (401) waits until the reader has given one, and
 * is sent again; reads of a reader who has declined are not waited for.
 */
export function fetchAs(credential: Credential, send: Fetch = (request) => fetch(request)): Fetch {
  const attempt: Fetch = async (request) => {
    const { key } = credential.state();
    const again = request.clone();
    if (key !== undefined) request.headers.set('authorization', `Bearer ${key}`);
    const response = await send(request);
    const { isDeclined } = credential.state();
    if (response.status !== 401 || (isDeclined && request.method === 'GET')) return response;
    return (await credential.ask(key)) === undefined ? response : await attempt(again);
  };
  return attempt;
}
