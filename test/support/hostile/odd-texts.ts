import { between, type Choice, pick, type Random } from '../../../src/exchange/demo/random.ts';

/** Texts that something somewhere takes for more than text. */
const known: Choice<string> = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202eright to left',
  'zero\u200bwidth\u200d\ufeff',
  'e\u0301'.repeat(50),
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}',
  'İıſK',
  "' OR 1=1 --",
  "'; DROP TABLE listing; --",
  '%_\\',
  '$1',
  '{{7*7}}',
  `\${7*7}`,
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..\\..\\windows',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '1e400',
  '1e-400',
  '0x10',
  '1_000',
  '١٢',
  '9'.repeat(400),
  '-9223372036854775809',
  '9007199254740993',
  '2147483648',
  '0.1'.repeat(30),
  '2024-02-30T00:00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999-23:59',
  '+275760-09-13T00:00:00Z',
  '2024-01-01T00:00:00+99:99',
  'infinity',
  'epoch',
  'now',
  '[1,2',
  '{"$gt":""}',
  '"',
  '\r\n',
  '=cmd|calc',
  '(a+)+$',
];

/** Neither short nor what anything expects. */
export function oddText(random: Random): string {
  if (random() < 0.75) return pick(random, known);
  const length = pick(random, [1, 19, 201, 501, 1_001, 5_000]);
  const unit = pick(random, ['x', 'é', '🏡', '%', '"', '\\', '\u0001', ',', '(', '9']);
  return unit.repeat(length);
}

/** Of a part of an address: encoded rightly, twice, wrongly, or not at all. */
export function oddEncoded(random: Random): string {
  const text = oddText(random).toWellFormed();
  return pick(random, [
    () => encodeURIComponent(text),
    () => encodeURIComponent(encodeURIComponent(text)),
    () => `${encodeURIComponent(text)}%`,
    () =>
      pick(random, ['%', '%zz', '%ff', '%ed%a0%80', '%c0%af', '%00', '%u0041', '+', '%2e%2e%2f', ';', '%0d%0aX: y']),
    () => encodeURI(text).replaceAll(/[?#]/g, ''),
  ])();
}

/** The bytes of a text with a few changed, left out, doubled or put in. */
export function torn(random: Random, bytes: Buffer): Buffer {
  const at = between(random, 0, bytes.length);
  const until = Math.min(bytes.length, at + between(random, 1, 9));
  const noise = Buffer.from(Array.from({ length: between(random, 1, 4) }, () => between(random, 0, 255)));
  return pick(random, [
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(Math.min(bytes.length, at + noise.length))]),
    () => Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]),
  ])();
}
