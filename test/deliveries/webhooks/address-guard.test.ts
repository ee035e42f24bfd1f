import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressGuard, isPublic } from '../../../src/deliveries/webhooks/address-guard.ts';
import { checkUrl } from '../../../src/deliveries/webhooks/check-url.ts';

const inside = [
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
  ],
  ...['172.31.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.51.100.1'],
  ...['203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::127.0.0.1', '::ffff:0:127.0.0.1'],
  ...['64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '100::1', '2001::1', '2001:db8::1', '2002:7f00:1::1'],
  ...['3fff::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '5f00::1'],
  ...['0:0:0:0:0:ffff:7f00:0001', '', 'localhost', '1.2.3'],
];
const outside = [
  ...['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '126.255.255.255', '128.0.0.1', '169.253.255.255'],
  ...['172.15.255.255', '172.32.0.1', '192.167.255.255', '192.169.0.1', '223.255.255.255'],
  ...['2606:4700:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2001:4860:4860::8888'],
];

test('only addresses of the public internet are public, whatever they are written as', () => {
  for (const address of inside) assert.equal(isPublic(address), false, address);
  for (const address of outside) assert.equal(isPublic(address), true, address);
});

test('a URL that leads inside is refused at registration in each of its forms', async () => {
  const hosts = [
    ...['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'],
    ...['[::ffff:7f00:1]', '169.254.169.254', '[fd00:ec2::254]', 'localhost', 'localhost.', '①②⑦.0.0.1'],
  ];
  for (const host of hosts) {
    await assert.rejects(
      checkUrl(addressGuard(false), `https://${host}/`),
      ({ code, errors }) => code === 'invalid' && errors[0].pointer === '/url',
      host,
    );
  }
  for (const host of hosts.filter((host) => !host.endsWith('.'))) await checkUrl(addressGuard(true), `http://${host}/`);
});

test('a name that nobody knows, and what is not encrypted, is refused', async () => {
  await assert.rejects(checkUrl(addressGuard(false), 'https://nowhere.invalid/'), /must have a name that is known/);
  await assert.rejects(checkUrl(addressGuard(false), 'http://1.1.1.1/'), /must begin with https/);
  await checkUrl(addressGuard(false), 'https://1.1.1.1/');
});
