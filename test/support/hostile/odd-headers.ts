import { between, type Choice, pick, type Random } from '../../../src/exchange/demo/random.ts';
import { oddText } from './odd-texts.ts';

type Field = readonly [string, string];

/** Values of fields that the service, or the framework, heeds. */
const fields: Readonly<Record<string, Choice<string>>> = {
  'If-Match': [
    '"0"',
    '"1"',
    'W/"1"',
    '1',
    '"1", "2"',
    '*, "1"',
    '"',
    '"99999999999999999999"',
    '"-1"',
    `"${'1'.repeat(9_000)}"`,
  ],
  'If-None-Match': ['*', '"', ',,,', 'W/""', '"a"b', `${'"x",'.repeat(2_000)}"y"`],
  'If-Modified-Since': ['Thu, 01 Jan 1970 00:00:00 GMT', 'yesterday', '-1'],
  'If-Range': ['"1"', 'never'],
  'Idempotency-Key': ['""', '"a', 'a"b', '"\\', `"${'k'.repeat(256)}"`, '"é"', '"\\"\\\\"', '"1", "2"'],
  'Content-Type': [
    ...([
      'text/plain',
      'application/json; charset=utf-16',
      'application/json;charset=latin1',
      'application/JSON',
    ] as const),
    ...['application/merge-patch+json', 'application/x-ndjson', 'text/csv', 'multipart/form-data', 'x', '/', ';', ''],
    ...['application/json, text/csv', 'application/json;charset="utf-8', 'application/x-www-form-urlencoded'],
  ],
  'Content-Encoding': ['gzip', 'br', 'identity', 'deflate', 'gzip, gzip', 'x-gzip', 'zstd', 'GZIP', '', '*'],
  Accept: [
    '*/*',
    'text/html',
    'text/event-stream',
    'text/csv',
    'image/png',
    'x',
    '*/*;q=0',
    ';;',
    `${'a/b,'.repeat(900)}c/d`,
  ],
  'Accept-Encoding': ['gzip;q=0', '*;q=0', 'br, zstd', 'identity;q=0', 'gzip;q=9e9', ',', 'x'.repeat(5_000)],
  'Accept-Language': ['xx', 'de;q=1.5', '*', ','],
  Range: ['bytes=0-0', 'bytes=-1', 'bytes=9-1', 'bytes=0-,0-,0-,0-', 'lines=1-2', 'bytes=99999999999999999999-'],
  Prefer: ['wait=-1', 'wait=999999999', 'wait="', 'respond-async, wait=0', 'handling=strict'],
  Expect: ['100-continue', '200-ok', ''],
  Authorization: [
    ...(['Bearer', 'Bearer ', 'Basic YTpi', 'Bearer pt_', 'Bearer a.b.c', 'Bearer pt_x_y', 'Negotiate', ''] as const),
    ...['Bearer eyJhbGciOiJub25lIn0.e30.', `Bearer ${'A'.repeat(9_000)}`, 'Bearer \u0000', "Bearer pt_' OR 1=1"],
  ],
  'X-Forwarded-For': ['127.0.0.1', '::1, 10.0.0.1', 'unknown', '999.1.1.1', `${'1.1.1.1, '.repeat(500)}x`],
  'X-Forwarded-Host': ['evil.example', 'a, b', ''],
  'X-Forwarded-Proto': ['https', 'gopher', ''],
  Forwarded: ['for=127.0.0.1;host=evil.example', 'for="[::1'],
  'X-HTTP-Method-Override': ['DELETE', 'PUT'],
  'X-Original-URL': ['/webhooks', '/livez'],
  Origin: ['null', 'http://evil.example', 'http://localhost', 'x', ''],
  'Access-Control-Request-Method': ['DELETE', 'x', ''],
  Traceparent: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-0-0-0', 'ff-x', ''],
  Tracestate: ['a=b', 'x'.repeat(600)],
  'Last-Event-ID': ['0', 'now', '', 'x'.repeat(3_000), '-1'],
  'Consistency-Token': ['0', 'now', 'FFFFFFFF/FFFFFFFF', '18446744073709551616', ''],
  'Cache-Control': ['no-cache', 'only-if-cached', 'max-age=-1'],
  Cookie: ['a=b', '__proto__=1', `${'a=b; '.repeat(1_000)}c`],
  'Sec-Fetch-Site': ['cross-site', 'x'],
  TE: ['trailers', 'gzip', ''],
  Via: ['1.1 a', ''],
  'Max-Forwards': ['0', '-1'],
  Upgrade: ['websocket', 'h2c', 'TLS/1.0'],
  Connection: ['keep-alive, Authorization', 'close, keep-alive', 'upgrade'],
};
const names = Object.keys(fields);

/** The fields with one more, one that is another or there twice, or one less. */
export function oddFields(random: Random, given: readonly Field[]): Field[] {
  const at = between(random, 0, given.length - 1);
  const odd = random() < 0.8 ? knownField(random) : unknownField(random);
  return pick(random, [
    () => [...given.filter(([name]) => name.toLowerCase() !== odd[0].toLowerCase()), odd],
    () => [...given, odd],
    () => [odd, odd, ...given],
    () => given.toSpliced(at, 1),
    () => [...given, ...given.slice(at, at + 1)],
    () => given.map((field, n): Field => (n === at ? [field[0], odd[1]] : field)),
  ])();
}

function knownField(random: Random): Field {
  const name = names[between(random, 0, names.length - 1)] ?? 'Accept';
  return [name, random() < 0.8 ? pick(random, fields[name] ?? ['']) : inOneLine(oddText(random))];
}

function unknownField(random: Random): Field {
  const name = pick(random, ['X', '__proto__', 'constructor', 'X'.repeat(300), 'Ä', 'a b', '', ':', 'Host', 'Date']);
  return [name, inOneLine(oddText(random)).repeat(pick(random, [1, 1, 1, 40]))];
}

/** A field that ends is two of them, which is for those who make bytes. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\r\n]/g, ' ');
}
