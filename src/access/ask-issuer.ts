/** An issuer's documents have some kilobytes. */
const mostBytes = 262_144;

/**
 * Asks an issuer for one of its documents. It is asked on the way of a request, so that whatever is wrong with it has to end soon.
 * @param init `redirect` and `signal`, as the one who asks wants them
 * @throws where it does not answer, redirects, or answers with more than 256 KiB
 */
export async function askIssuer(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'error' });
  return new Response(await beginningOf(response, url), { status: response.status });
}

async function beginningOf({ body }: Response, url: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`${url} answers with more than ${mostBytes} bytes`); // which ends the connection
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
