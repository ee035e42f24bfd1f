/** An issuer's documents have some kilobytes. */
const mostBytes = 262_144;

export type AskingIssuer = {
  /** How long an answer may take, in ms. */
  answerMs: number;
  /** Ends the wait for an answer. */
  signal: AbortSignal;
};

/**
 * Asks an issuer for one of its documents. It is asked on the way of a request, so that whatever is wrong with it has to end soon.
 * @returns its JSON
 * @throws where it does not answer in time, redirects, fails, or answers with more than 256 KiB, or what is no JSON
 */
export async function askIssuer(url: string, { answerMs, signal: over }: AskingIssuer): Promise<unknown> {
  const signal = AbortSignal.any([over, AbortSignal.timeout(answerMs)]);
  const response = await fetch(url, { redirect: 'error', signal });
  const bytes = await beginningOf(response, url);
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function beginningOf({ body }: Response, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`${url} answers with more than ${mostBytes} bytes`); // which ends the connection
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
