import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bodyLimitBytes } from '../../src/http/server.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { listingText, type RefusingApi, startRefusingApi } from '../support/refused.ts';

let api: RefusingApi;
before(async () => {
  api = await startRefusingApi();
});
after(async () => await api.stop());

const listing = JSON.stringify(someListing());

/** A listing whose name is these bytes. */
function nameOf(hex: string): Buffer {
  const [before = '', after = ''] = listingText('name', '"@"').split('@');
  return Buffer.concat([Buffer.from(before), Buffer.from(hex, 'hex'), Buffer.from(after)]);
}

const unreadable: Record<string, string | Buffer> = {
  'is empty': '',
  'is blank': ' \n\t',
  'breaks off': listing.slice(0, -1),
  'is two values': `${listing}${listing}`,
  'is two lines of JSON': `${listing}\n${listing}`,
  'begins with a byte order mark': `\ufeff${listing}`,
  'is nothing but a byte order mark': '\ufeff',
  'is UTF-16': Buffer.from(listing, 'utf16le'),
  'is broken UTF-8': nameOf('fffe'),
  'is overlong UTF-8': nameOf('c0af'),
  'has a lone surrogate in UTF-8': nameOf('eda080'),
  'has a NUL character': listingText('name', '"a\0b"'),
  'ends in a NUL character': `${listing}\0`,
  'has a line break within a text': listingText('name', '"a\nb"'),
  'has a comment': `/* */${listing}`,
  'has a trailing comma': listing.replace(/}$/, ',}'),
  'has single quotes': listingText('name', "'a'"),
  'has NaN for a price': listingText('latest_price_eur', 'NaN'),
  'has Infinity for a price': listingText('latest_price_eur', 'Infinity'),
  'has -Infinity for an area': listingText('surface_area_m2', '-Infinity'),
  'has nan for an area': listingText('surface_area_m2', 'nan'),
  'has inf for an area': listingText('surface_area_m2', 'inf'),
  'has undefined for a name': listingText('name', 'undefined'),
  'has a number with a leading zero': listingText('rooms_count', '03'),
  'has a number with a plus': listingText('rooms_count', '+3'),
  'has a hexadecimal number': listingText('rooms_count', '0x3'),
  'is a form': 'name=Flat&latest_price_eur=1',
};
for (const [what, body] of Object.entries(unreadable)) {
  test(`a body that ${what} cannot be read: 400`, async () => await api.assertRefused(body, 'malformed'));
}

for (const value of ['"text"', '1', 'null', 'true', '[]', `[${listing}]`]) {
  test(`a body that is ${value.slice(0, 9)} is no listing: 422`, async () => {
    await api.assertRefused(value, 'invalid', ['']);
    await api.assertPatchRefused(value, ['']);
  });
}

const depth = 100_000;
const deep = {
  arrays: ['['.repeat(depth), ']'.repeat(depth)],
  objects: ['{"a":'.repeat(depth), `0${'}'.repeat(depth)}`],
  both: ['[{"a":'.repeat(depth), `0${'}]'.repeat(depth)}`],
} as const;
const places = ['name', 'latest_price_eur', 'building_type', 'contact_phone_number', 'reference', 'unknown'];
for (const [what, [open, close]] of Object.entries(deep)) {
  test(`${what} nested 100,000 deep are refused, balanced or not, wherever they stand`, async () => {
    for (const name of places) await api.assertRefused(listingText(name, open + close), 'invalid', [`/${name}`]);
    const hidden = listing.replace('{', () => `{"__proto__":${open}${close},`);
    await api.assertRefused(hidden, 'invalid', ['/__proto__']);
    await api.assertRefused(`[${open}${close}]`, 'invalid', ['']);
    await api.assertPatchRefused(`{"postal_address":{"city":${open}${close}}}`, ['/postal_address/city']);
    for (const start of ['', '{"name":', '{"unknown":', '{"__proto__":']) {
      await api.assertRefused(start + open, 'malformed');
      await api.assertRefused(`${start}${open}}`, 'malformed');
    }
  });
}

test('of duplicate members the last one counts', async () => {
  const twice = listingText('name', '1,"name":"second"').replace(/}$/, ',"rooms_count":0,"rooms_count":4}');
  const { status, body } = await api.call('POST', '/listings', twice);
  assert.deepEqual([status, body.name, body.rooms_count], [201, 'second', 4]);
  assert.equal((await api.call('DELETE', `/listings/${body.id}`)).status, 204);
  await api.assertRefused(listingText('name', '"first","name":1'), 'invalid', ['/name']);
});

test('a body may have 1 MiB, and not a byte more', async () => {
  const padded = listing + ' '.repeat(bodyLimitBytes - Buffer.byteLength(listing));
  const { status, body } = await api.call('POST', '/listings', padded);
  assert.equal(status, 201);
  assert.equal((await api.call('DELETE', `/listings/${body.id}`)).status, 204);
  await api.assertRefused(`${padded} `, 'too-large');
  await api.assertRefused(padded.repeat(20), 'too-large');
});

test('a body that grows beyond 1 MiB without having said so is refused as well', async () => {
  const chunk = `20000\r\n${' '.repeat(0x20000)}\r\n`;
  const head =
    'POST /listings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  assertProblem(await sendRaw(api.base, `${head}${chunk.repeat(8)}1\r\n \r\n0\r\n\r\n`), 'too-large');
});

for (const type of [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/json',
  'application/jsonx',
  'json',
  '*/*',
  'application/json, text/plain',
  'application/merge-patch+json',
  'é',
]) {
  test(`a body of the type ${type} is not read: 415`, async () => {
    const headers = { 'content-type': type };
    assertProblem(await api.call('POST', '/listings', listing, headers), 'unsupported-media-type');
    assertProblem(await api.call('PUT', '/listings/1', listing, headers), 'unsupported-media-type');
    if (type.includes('merge-patch')) return;
    assertProblem(await api.call('PATCH', '/listings/1', '{"rooms_count":9}', headers), 'unsupported-media-type');
  });
}

for (const coding of ['gzip', 'br', 'identity, gzip']) {
  test(`a body that is said to be compressed by ${coding} is not read: 415`, async () => {
    const headers = { 'content-encoding': coding };
    const { status, body } = await api.call('POST', '/listings', someListing(), headers);
    assert.equal(status, 415);
    assert.match(body.detail, new RegExp(`compressed by ${coding}: send JSON`));
  });
}

test('a body that does not say what type it is, and no body at all, are not read: 415', async () => {
  for (const method of ['POST /listings', 'PUT /listings/1', 'PATCH /listings/1']) {
    const head = `${method} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
    assertProblem(await sendRaw(api.base, `${head}Content-Length: 2\r\n\r\n{}`), 'unsupported-media-type');
    assertProblem(
      await sendRaw(api.base, `${head}Content-Type:\r\nContent-Length: 2\r\n\r\n{}`),
      'unsupported-media-type',
    );
    assertProblem(await sendRaw(api.base, `${head}\r\n`), 'unsupported-media-type');
  }
});

for (const type of ['application/json;charset=utf-8', 'APPLICATION/JSON', 'application/json; odata=verbose']) {
  test(`${type} is JSON`, async () => {
    assert.equal((await api.call('PATCH', '/listings/1', '{}', { 'content-type': type })).status, 200);
  });
}
