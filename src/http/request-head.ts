import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem-reply.ts';

/** RFC 3986, 3.2.2 and 3.2.3. A service that is asked by its address alone has an empty one. */
const host = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i;
/** RFC 9112, 3.2.1 and 3.2.2. */
const originForm = /^\/[^#]*$/;
const absoluteForm = /^https?:\/\/([^/?#@]+)(?:[/?][^#]*)?$/i;

/**
 * Refuses what a proxy in front may have read as another request than the one that is read here (RFC 9112, 3.2, 6.1 and 11.2),
 * and closes the connection: where the next one begins is not sure either.
 */
export function refuseAmbiguousHeads(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    // Node loses what comes in one piece with it, and the next request with that.
    if (request.raw.headers.upgrade !== undefined) reply.header('connection', 'close');
    const detail = ambiguity(request.raw);
    if (detail === undefined) return done();
    return void sendProblem(reply.header('connection', 'close'), 'malformed', { detail });
  });
}

function ambiguity(raw: IncomingMessage): string | undefined {
  const { headers, httpVersion, method, url = '' } = raw;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 'Requests are of HTTP/1.1.';
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || httpVersion !== '1.1')) {
    return 'A Transfer-Encoding may be chunked alone, in HTTP/1.1 (RFC 9112, 6.1).';
  }
  if (headers.host === undefined && httpVersion === '1.1') {
    return 'A request has to have a Host header (RFC 9112, 3.2).';
  }
  if (hosts(raw) > 1) return 'Host stands in the header more than once.';
  if (!host.test(headers.host ?? '')) return 'Host must be the name or address of a host, and its port.';
  if (originForm.test(url) || (url === '*' && method === 'OPTIONS')) return undefined;
  return readAbsolute(raw);
}

/** Of several Node takes the first. */
function hosts({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, at) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host').length;
}

/** The host that a target names counts, whatever Host says (RFC 9112, 3.2.2). */
function readAbsolute({ headers, url = '' }: IncomingMessage): string | undefined {
  const [, named] = absoluteForm.exec(url) ?? [];
  if (named === undefined || !host.test(named)) {
    return 'What is asked for must be a path, or an address of http or https, without a fragment.';
  }
  headers.host = named;
  return undefined;
}
