import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../src/config/config.ts';
import { problemsOf } from '../support/problems-of.ts';

const defaults = {
  host: '127.0.0.1',
  port: 3000,
  databaseUrl: undefined,
  databaseReadUrl: undefined,
  databaseReadLag: 10,
  dataDir: resolve('.pricetrail'),
  lakeUrl: resolve('.pricetrail/lake'),
  demo: true,
  workers: 1,
  databaseConnections: 20,
  anonymousRole: 'reader',
  authIssuer: undefined,
  authAudience: undefined,
  authRolesClaim: 'roles',
  corsOrigins: [],
  rateLimit: undefined,
  rateLimitStore: 'memory',
  redisUrl: undefined,
  trustProxy: 0,
  shutdownDelay: 0,
  shutdownTimeout: 10,
  requireIfMatch: false,
  cacheControl: 'no-cache',
  pictureFonts: [],
  ...{ logLevel: 'info', logFormat: undefined, logRequests: false, metricsPort: undefined },
  ...{ tracesEndpoint: undefined, serviceName: 'pricetrail', tracesRatio: 1 },
  ...{
    marketThreads: availableParallelism(),
    marketMemory: 512,
    marketTimeLimit: 10,
    marketConcurrency: Math.max(1, Math.floor(availableParallelism() / 2)),
  },
  secretsKey: undefined,
  webhookAllowPrivate: false,
  relayUser: undefined,
  relayPassword: undefined,
  relayToken: undefined,
  misspelt: [],
};

const wrong: Record<string, string[]> = {
  HOST: [' ', 'a b', 'http://localhost', 'x/y', 'é', 'a\nb'],
  PORT: ['65536', '-1', '3000.5', '0x10', '1e3', ' 3000', 'http', '999999'],
  DATABASE_URL: [
    'postgres://',
    'mysql://localhost/x',
    'localhost:5432',
    'postgres://a b/c',
    'http://x',
    ' postgres://x/y',
  ],
  DATABASE_READ_URL: ['postgres://', 'mysql://localhost/x', 'replica:5432', ' postgres://x/y'],
  DATABASE_READ_LAG: ['0', '2', '86401', '1.5', '10s', '-5'],
  LAKE_URL: [
    ...['s3://', 's3:bucket/lake', 's3:/bucket/lake', 'S3://bucket/lake', 's3://b', 's3://Bucket', 's3://bu cket/lake'],
    ...['s3://key:secret@bucket/lake', 's3://bucket?region=x', 's3://bucket/a//b', 's3://bucket/../other'],
    ...[
      's3://bucket/la ke',
      's3://bucket/lake//',
      's3://bucket:9000/lake',
      'http://127.0.0.1:9000/bucket',
      'file:///lake',
    ],
  ],
  DEMO: ['true', 'yes', '2', ' 1', 'no'],
  WORKERS: ['0', '-1', '1.5', '257', 'many', 'AUTO', ' 2'],
  DATABASE_CONNECTIONS: ['3', '-1', '10001', 'x', '8.0'],
  ANONYMOUS_ROLE: ['writer', 'admin', 'nobody', '0', 'READER'],
  AUTH_ISSUER: [
    'https://me:secret@login.example.org',
    ...[
      'login.example.org',
      'http://login.example.org',
      'ftp://login.example.org',
      'https://',
      'http://127.0.0.1.evil.org',
    ],
    ...['https://login.example.org/?realm=x', 'https://login.example.org/#x'],
  ],
  AUTH_AUDIENCE: ['a b', ' ', 'é', 'a'.repeat(201)],
  CORS_ORIGINS: ['*', 'null', 'www.example.org', 'https://www.example.org/', 'https://a.example,', 'ftp://a.example'],
  RATE_LIMIT: ['600', '0/60', '600/0', '600/60s', '-1/60', '1000000/1', '600 / 60'],
  RATE_LIMIT_STORE: ['Redis', 'MEMORY', 'x'],
  REDIS_URL: ['redis:6379', 'redis://', 'http://redis', 'redis://redis/x', 'redis://redis/0?a=b', ' redis://redis'],
  SHUTDOWN_DELAY: ['-1', '601', '5s'],
  SHUTDOWN_TIMEOUT: ['0', '601', '1.5'],
  TRUST_PROXY: ['-1', '11', 'true', '10.0.0.0/8'],
  AUTH_ROLES_CLAIM: ['a b', ' ', 'a'.repeat(201)],
  REQUIRE_IF_MATCH: ['true', 'no'],
  CACHE_CONTROL: [
    ...[
      'no_cache',
      'max-age',
      'max-age=',
      'max-age=-1',
      'max-age=1.5',
      'max-age="60"',
      'no-cache=1',
      'public;max-age=60',
    ],
    ...['no-cache,', ', no-cache', ' ', 'public max-age=60', 'public,\tprivate', 'no-cache\r\nx: y', 'no-cache\n', 'é'],
    ...['immutable', 'max-age=60, immutable', 'max-age=9999999999'],
  ],
  PICTURE_FONTS: ['font.ttf', '/a.ttf,', '/a.ttf,b.ttf', 'file:///a.ttf'],
  SECRETS_KEY: ['secret', 'A'.repeat(42), `${'A'.repeat(44)}=`, `${'A'.repeat(42)}*=`, 'A'.repeat(64)],
  WEBHOOK_ALLOW_PRIVATE: ['true', 'no'],
  LOG_LEVEL: ['verbose', 'INFO', 'info ', '0'],
  LOG_FORMAT: ['text', 'JSON', 'auto'],
  LOG_REQUESTS: ['true', 'no'],
  METRICS_PORT: ['-1', '65536', 'x'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ['localhost:4318', 'grpc://x', 'http://'],
  OTEL_TRACES_SAMPLER_ARG: ['2', '-1', '50%', '1.5'],
  MARKET_THREADS: ['0', '257', '1.5', 'auto', '-1'],
  MARKET_MEMORY: ['0', '127', '512MB', '1000000', '-512'],
  MARKET_TIME_LIMIT: ['0', '3601', '10s', '0.5'],
  MARKET_CONCURRENCY: ['0', '65', '-1', 'all'],
};

test('without any setting the defaults hold', () => {
  assert.deepEqual(loadConfig({}), defaults);
});

test('an empty setting counts as unset', () => {
  const names = ['DATA_DIR', 'RELAY_USER', 'RELAY_PASSWORD', 'RELAY_TOKEN', ...Object.keys(wrong)];
  const empty = Object.fromEntries(names.filter((name) => name !== 'DATABASE_URL').map((name) => [name, '']));
  assert.deepEqual(loadConfig(empty), defaults);
});

test('an empty DATABASE_URL is not taken for the wish for an embedded database', () => {
  assert.throws(() => loadConfig({ DATABASE_URL: '' }), /^AppError: DATABASE_URL is empty: .*, or unset it$/);
});

test('each setting is read', () => {
  const env = {
    HOST: '::1',
    PORT: '0',
    DATABASE_URL: 'postgresql://u:p%40@h:1/d?sslmode=require',
    DATABASE_READ_URL: 'postgres://u@replica/d',
    DATABASE_READ_LAG: '3',
    DATA_DIR: '/x/../y',
    LAKE_URL: 's3://market.figures/pricetrail/lake-1/',
    ...{ MARKET_THREADS: '3', MARKET_MEMORY: '128', MARKET_TIME_LIMIT: '60', MARKET_CONCURRENCY: '1' },
    WORKERS: '3',
    DATABASE_CONNECTIONS: '40',
    CACHE_CONTROL: 'private, max-age=5',
    PICTURE_FONTS: '/fonts/a.ttf, /fonts/b c.ttc',
    SECRETS_KEY: `${'Ab1+/'.repeat(8)}abc=`,
    WEBHOOK_ALLOW_PRIVATE: '1',
    ...{ RELAY_USER: 'relay', RELAY_PASSWORD: 'p:@ ', RELAY_TOKEN: 't' },
    ...{ ANONYMOUS_ROLE: 'none', AUTH_ISSUER: 'https://login.example.org/realms/homes', AUTH_AUDIENCE: 'pricetrail' },
    AUTH_ROLES_CLAIM: 'realm_access.roles',
    CORS_ORIGINS: 'https://www.example.org, http://localhost:8080',
    ...{ RATE_LIMIT: '600/60', RATE_LIMIT_STORE: 'redis', TRUST_PROXY: '2' },
    REDIS_URL: 'rediss://u:p%40@redis:6380/1',
    ...{ SHUTDOWN_DELAY: '5', SHUTDOWN_TIMEOUT: '30' },
  };
  const traced = {
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_SERVICE_NAME: 'homes' },
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  };
  const logged = { LOG_FORMAT: 'json', LOG_REQUESTS: '1', METRICS_PORT: '9464', ...traced };
  assert.deepEqual(
    loadConfig({ ...env, DEMO: '0', REQUIRE_IF_MATCH: '1', LOG_LEVEL: 'silent', ...logged, OTHER: 'x' }),
    {
      ...{
        host: '::1',
        port: 0,
        databaseUrl: env.DATABASE_URL,
        databaseReadUrl: env.DATABASE_READ_URL,
        databaseReadLag: 3,
        dataDir: resolve('/y'),
        lakeUrl: 's3://market.figures/pricetrail/lake-1',
        ...{ marketThreads: 3, marketMemory: 128, marketTimeLimit: 60, marketConcurrency: 1 },
        demo: false,
        workers: 3,
        databaseConnections: 40,
        requireIfMatch: true,
        cacheControl: 'private, max-age=5',
        pictureFonts: ['/fonts/a.ttf', '/fonts/b c.ttc'],
        ...{ logLevel: 'silent', logFormat: 'json', logRequests: true, metricsPort: 9_464 },
        ...{ tracesEndpoint: 'http://localhost:4318', serviceName: 'homes', tracesRatio: 0.25 },
        secretsKey: env.SECRETS_KEY,
        webhookAllowPrivate: true,
        ...{ relayUser: 'relay', relayPassword: 'p:@ ', relayToken: 't' },
        ...{ anonymousRole: 'none', authIssuer: env.AUTH_ISSUER, authAudience: 'pricetrail' },
        authRolesClaim: 'realm_access.roles',
        corsOrigins: ['https://www.example.org', 'http://localhost:8080'],
        ...{ rateLimit: { requests: 600, seconds: 60 }, rateLimitStore: 'redis', trustProxy: 2 },
        redisUrl: env.REDIS_URL,
        ...{ shutdownDelay: 5, shutdownTimeout: 30 },
        misspelt: [],
      },
    },
  );
  assert.equal(loadConfig({ PORT: '65535', DEMO: '1' }).port, 65_535);
});

test('a lake is in the folder of the data, or in one that is found like it, or in a bucket', () => {
  assert.equal(loadConfig({ DATA_DIR: '/data' }).lakeUrl, resolve('/data/lake'));
  assert.equal(loadConfig({ DATA_DIR: '/data', LAKE_URL: 'lakes/one' }).lakeUrl, resolve('lakes/one'));
  assert.equal(loadConfig({ LAKE_URL: '/lakes/../two/' }).lakeUrl, resolve('/two'));
  assert.equal(loadConfig({ LAKE_URL: 's3://bucket' }).lakeUrl, 's3://bucket');
  assert.equal(loadConfig({ LAKE_URL: 's3://bucket/' }).lakeUrl, 's3://bucket');
});

for (const value of [
  'no-cache',
  'No-Store',
  'public, max-age=60, stale-while-revalidate=30',
  'private,must-revalidate',
  's-maxage=0 , stale-if-error=86400, proxy-revalidate, no-transform, must-understand',
]) {
  test(`CACHE_CONTROL=${value} is taken as it is`, () => {
    assert.equal(loadConfig({ CACHE_CONTROL: value }).cacheControl, value);
  });
}

test('what was read cannot be changed', () => {
  const config = loadConfig({});
  assert.throws(() => Object.assign(config, { port: 1 }), TypeError);
});

for (const [name, values] of Object.entries(wrong)) {
  for (const value of values) {
    test(`${name}=${JSON.stringify(value)} is refused by name, with what would be right`, () => {
      assert.match(problemsOf({ [name]: value }), new RegExp(`^${name} must be .{5,}$`));
    });
  }
}

test('every wrong setting is reported at once, and no right one', () => {
  const env = Object.fromEntries(Object.entries(wrong).map(([name, [value = '']]) => [name, value]));
  const lines = problemsOf({ ...env, DATA_DIR: '/right' }).split('\n');
  assert.deepEqual(lines.map((line) => line.split(' ')[0]).sort(), Object.keys(wrong).sort());
});

const addresses = ['AUTH_ISSUER', 'CORS_ORIGINS', 'HOST', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
for (const name of ['DATABASE_URL', 'DATABASE_READ_URL', 'LAKE_URL', 'REDIS_URL', ...addresses]) {
  test(`the password in a wrong ${name} is not repeated`, () => {
    const message = problemsOf({ [name]: 'mysql://me:secret@localhost/x' });
    assert.ok(message.startsWith(name) && !message.includes('secret'), message);
  });
}
