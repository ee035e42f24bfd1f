import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type ProblemName, problemTypes } from '../../../src/http/problem-types.ts';
import { assertProblem } from '../problem.ts';
import { fieldOf, type WireAnswer } from './answers.ts';
import { type Asked, mayBePage } from './may-be-page.ts';

const mayFail: ReadonlySet<string> = new Set(['overloaded', 'unavailable', 'not-prepared', 'switched-off']);
/** Those that stand there once at most. */
const single = [
  'content-type',
  'content-length',
  'transfer-encoding',
  'etag',
  'date',
  'x-request-id',
  'location',
  'vary',
];

/** Fails where an answer is none that such a request may get. @returns which problem it tells, if one */
export function judge(answer: WireAnswer, asked: Asked): ProblemName | undefined {
  for (const name of single) {
    const count = answer.fields.filter(([one]) => one.toLowerCase() === name).length;
    assert.ok(count <= 1, `${count} of ${name}`);
  }
  if (answer.status < 400) return undefined;
  if (asked.method === 'HEAD') {
    assert.ok(answer.status < 500 || answer.status === 501 || answer.status === 503, `status ${answer.status}`);
    return undefined;
  }
  const isPage = fieldOf(answer, 'content-type')?.startsWith('text/html') === true;
  return isPage && mayBePage(asked, answer.status) ? undefined : problemIn(answer);
}

function problemIn({ status, fields, body }: WireAnswer): ProblemName {
  const headers = new Headers(fields.map(([name, value]): [string, string] => [name, value]));
  const text = new TextDecoder('utf-8', { fatal: true }).decode(plain(headers, body));
  const told = JSON.parse(text);
  const name = /^\/problems\/([\w-]+)$/.exec(told.type)?.[1] ?? '';
  assert.ok(Object.hasOwn(problemTypes, name), `no problem: ${text}`);
  assert.ok(status < 500 || mayFail.has(name), text);
  const errors: { pointer?: string; parameter?: string }[] = told.errors ?? [];
  const [pointers, parameters] = [
    errors.flatMap((one) => one.pointer ?? []),
    errors.flatMap((one) => one.parameter ?? []),
  ];
  const places = parameters.length > 0 ? { parameters } : { pointers };
  assertProblem({ status, headers, body: told, text }, name as ProblemName, places);
  if (name === 'unauthenticated') assert.ok(headers.has('www-authenticate'));
  if (name === 'method-not-allowed') assert.ok(headers.has('allow'));
  return name as ProblemName;
}

function plain(headers: Headers, body: Buffer): Buffer {
  const coding = headers.get('content-encoding');
  const decode =
    coding === null ? undefined : { gzip: gunzipSync, br: brotliDecompressSync, zstd: zstdDecompressSync }[coding];
  assert.ok(coding === null || decode, `nobody asked for the coding ${coding}`);
  return decode ? decode(body) : body;
}

/** Whether it is that of a request, by its name; what is broken HTTP has none. */
export function assertOf(answer: WireAnswer, id: string): void {
  const told = fieldOf(answer, 'x-request-id');
  if (told === undefined) assert.ok([400, 408, 431].includes(answer.status), `no X-Request-Id with ${answer.status}`);
  else assert.equal(told, id);
}
