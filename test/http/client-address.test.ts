import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAddress } from '../../src/http/client-address.ts';

const ofOne: Readonly<Record<string, string[]>> = {
  '203.0.113.5': [
    ...['203.0.113.5', '203.0.113.5:4711', '[203.0.113.5]:80', '::ffff:203.0.113.5', '::FFFF:cb00:7105'],
    ...['0:0:0:0:0:ffff:203.0.113.5', '[::ffff:cb00:7105]:443', '64:ff9b::203.0.113.5', '64:ff9b::cb00:7105'],
  ],
  '2001:db8:1:2::/64': ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '[2001:db8:1:2::9]:443'],
  '2001:db8:0:0::/64': ['2001:db8::1', '2001:db8::ffff:203.0.113.5'],
  'fe80:0:0:0::/64': ['fe80::1%eth0', 'fe80::2'],
  '0:0:0:0::/64': ['::1', '::'],
};

for (const [one, written] of Object.entries(ofOne)) {
  test(`each way to write it counts as ${one}`, () => {
    assert.deepEqual([...new Set(written.map(clientAddress))], [one]);
  });
}

test('what is no address counts as itself', () => {
  for (const text of ['unknown', '', '1.2.3', '_hidden']) assert.equal(clientAddress(text), text);
});
