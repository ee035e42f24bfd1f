import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { optionsOf } from '../../infra/examine.ts';
import { AppError } from '../../src/errors.ts';

/** What is said of what is given. */
function refusal(context: Record<string, unknown>): string {
  try {
    optionsOf(context);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  return 'taken';
}

const refused: readonly [Record<string, unknown>, RegExp][] = [
  [{ anonymousrole: 'none' }, /^anonymousrole is no option: is anonymousRole meant\?$/],
  [{ ANONYMOUS_ROLE: 'none' }, /^ANONYMOUS_ROLE is no option: is anonymousRole meant\?$/],
  [{ 'anonymous-role': 'none' }, /^anonymous-role is no option: is anonymousRole meant\?$/],
  [{ anonymousRoles: 'none' }, /^anonymousRoles is no option: is anonymousRole meant\?$/],
  [{ service: 'none' }, /^service is no option: is services meant\?$/],
  [{ Region: 'eu-west-1' }, /^Region is no option: is region meant\?$/],
  [{ anonymousRole: 'nobody' }, /^anonymousRole must be reader or none; it is "nobody"$/],
  [{ anonymousRole: '' }, /^anonymousRole is empty: give it a value, or leave it out$/],
  [{ anonymousRole: null }, /^anonymousRole must be a text$/],
  [{ corsOrigins: ['https://www.example.org'] }, /^corsOrigins must be a text$/],
  [{ corsOrigins: 'https://www.example.org/' }, /^corsOrigins must be origins with commas/],
  [{ corsOrigins: 'https://www.example.org,\nhttps://b.example.org' }, /^corsOrigins must be one line$/],
  [{ authIssuer: 'https://id.example.org' }, /^authAudience must be set with authIssuer$/],
  [{ authAudience: 'pricetrail' }, /^authIssuer must be set with authAudience$/],
  [{ services: 'some' }, /^services must be all or none; it is "some"$/],
  [{ proxy: 'true' }, /^proxy must be no or yes; it is "true"$/],
  [{ region: 'frankfurt' }, /^region must be the name of a region, such as eu-central-1; it is "frankfurt"$/],
  [{ rateLimit: '600' }, /^rateLimit must be a number of requests and of seconds .*; it is "600"$/],
  [{ rateLimitStore: 'redis' }, /^rateLimitStore must be memory or postgres: there is no Redis here$/],
  [{ logRequests: 'yes' }, /^logRequests must be 0 or 1; it is "yes"$/],
  [
    { anonymousRole: 'none', cacheControl: 'public, max-age=60' },
    /^cacheControl must have none of public, .* with anonymousRole=none: /,
  ],
  [{ RATE_LIMIT: '600/60' }, /^RATE_LIMIT is no option: is rateLimit meant\?$/],
  [{ TRUST_PROXY: '1' }, /^TRUST_PROXY cannot be given: docs\/deployment\.md says why$/],
  [{ HOST: '127.0.0.1' }, /^HOST cannot be given: /],
  [{ services: 'some', anonymousrole: 'none' }, /^anonymousrole .*\nservices .*$/],
];
for (const [given, says] of refused) {
  test(`${JSON.stringify(given)} is refused, with what would be right`, () => assert.match(refusal(given), says));
}

test('what the CDK puts beside the options is none of them', () => {
  const others = {
    ...{ 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:checkSecretUsage': true },
    ...{ 'availability-zones:account=1:region=eu-central-1': [], 'acknowledged-issue-numbers': [1], other: 'x' },
  };
  assert.deepEqual(optionsOf({ ...others, region: 'eu-west-1' }), {
    ...{ region: 'eu-west-1', services: true, proxy: false },
    settings: {},
  });
});

test('a refusal is a line, and no stack', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-options-'));
  const app = fileURLToPath(new URL('../../infra/app.ts', import.meta.url));
  const env = { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ services: 'some' }) };
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) =>
    execFile(process.execPath, [app], { env }, (error, _, stderr) => resolve({ code: error?.code, stderr })),
  );
  await rm(folder, { recursive: true });
  assert.equal(code, 1);
  assert.equal(stderr, 'services must be all or none; it is "some"\n');
});
