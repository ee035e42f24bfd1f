// What attackers send. Each list is of one kind of attack, and none of what it names is there.

/** Where a webhook would lead inside, as written to pass by those who look for 127.0.0.1. */
export const hostsInside = [
  ...['127.0.0.1', 'localhost', 'localhost.', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0', '0.0.0.0'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[64:ff9b::7f00:1]'],
  ...[
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '[::ffff:a9fe:a9fe]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[2002:7f00:1::]',
  ],
  ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '①②⑦.⓪.⓪.①', '127。0。0。1'],
];

export const urlsOfOtherSchemes = [
  'file:///etc/passwd',
  'gopher://1.1.1.1/',
  'data:text/plain,x',
  'javascript:1',
  '//1.1.1.1/',
];

/** What says in a header of its own what a request is about: of old frameworks and proxies. */
export const overridingHeaders: Readonly<Record<string, string>> = {
  ...{ 'x-http-method-override': 'DELETE', 'x-http-method': 'DELETE', 'x-method-override': 'DELETE' },
  ...{ 'x-original-url': '/webhooks', 'x-rewrite-url': '/webhooks', 'x-forwarded-prefix': '/webhooks' },
  ...{ 'x-forwarded-host': 'evil.example', 'x-host': 'evil.example', forwarded: 'host=evil.example;proto=https' },
  ...{ 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'x-forwarded-user': 'admin', 'x-role': 'admin' },
};

/** Other ways to write the path of webhooks. */
export const pathsToWebhooks = [
  ...['/webhooks', '/%77ebhooks', '/webhooks?', '/webhooks#', '/webhooks/', '//webhooks', '/./webhooks', '/WEBHOOKS'],
  ...['/listings/../webhooks', '/listings/..%2fwebhooks', '/listings/%2e%2e/webhooks', '/webhooks;x=1', '/webhooks%00'],
  ...['/webhooks%20', '/webhooks.json', '\\webhooks', '/webhooks/1/..', '/openapi.json/../webhooks'],
];

/** What is left lying about, or meant for those who run a service alone. */
export const forgottenPaths = [
  ...['/.env', '/.git/config', '/.git/HEAD', '/package.json', '/package-lock.json', '/src/main.ts', '/node_modules/pg'],
  ...['/debug', '/debug/pprof', '/actuator', '/actuator/env', '/admin', '/console', '/phpinfo.php', '/server-status'],
  ...['/swagger.json', '/v1/listings', '/v2/listings', '/api/listings', '/graphql', '/keys', '/users', '/backup.sql'],
  ...['/docs/static/../../package.json', '/docs/static/..%2f..%2fpackage.json', '/assets/..%2f..%2fpackage.json'],
];

const long = 14_000;
/** Long texts over which an expression that looks back would never end; header fields have room for 16 KiB. */
export const longTexts: readonly string[] = [
  ...['a', '1', ' ', '"', ',', '\\', '.', '-', '{', '(', '%25'].map((part) => part.repeat(long / part.length)),
  ...['a,', '",', ' ,', '\\"', 'W/"', 'a;q=', 'wait', 'wait =', '1.', '2020-01-01T', ':1'].map(
    (part) => `${part.repeat(long / part.length)}!`,
  ),
];

export const fieldsThatAreRead = [
  ...['accept', 'accept-encoding', 'authorization', 'if-match', 'if-none-match', 'idempotency-key', 'prefer', 'origin'],
  ...['consistency-token', 'last-event-id', 'x-forwarded-for', 'content-type', 'content-encoding', 'range'],
];
