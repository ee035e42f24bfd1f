import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer };

/** An answer as it is on the wire: fetch would ask for codings of its own, and decode them. */
export async function readRaw(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
  const asked = request(url, { method, headers, agent: false });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, bytes: await buffer(answer) };
}

/** The body, decoded once as Content-Encoding says. */
export function decoded({ headers, bytes }: RawAnswer): string {
  const coding = headers['content-encoding'] ?? 'identity';
  const decode = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }[coding];
  if (!decode && coding !== 'identity') throw new Error(`nobody asked for the coding ${coding}`);
  return (decode ? decode(bytes) : bytes).toString();
}
