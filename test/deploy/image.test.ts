import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { glob, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { test } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { checkCommand } from '../support/commands.ts';
import { copiedFiles, readDockerfile } from '../support/dockerfile.ts';
import { knownSettings } from '../support/known-settings.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFile(new URL(name, root), 'utf8');
const dockerfile = readDockerfile(await read('Dockerfile'));
const of = (name: string, stage?: string) =>
  dockerfile.filter((instruction) => instruction.name === name && (stage ?? instruction.stage) === instruction.stage);
const settings = new Map(
  of('ENV').flatMap(({ text }) => text.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
);

test('the image has the Node that package.json has', () => {
  const [node] = of('ARG', '');
  assert.match(node?.text ?? '', new RegExp(`^NODE=${packageJson.devDependencies.node.replaceAll('.', '\\.')}-`));
  for (const { text } of of('FROM')) assert.match(text, /^(--platform=\$BUILDPLATFORM )?node:\$\{NODE\} AS \w+$/);
});

test('the image is based on glibc, which DuckDB is made for', () => {
  assert.match(of('ARG', '')[0]?.text ?? '', /-(bookworm|trixie)-slim$/);
});

test('what the image copies is there, and is not left out by .dockerignore', async () => {
  const copied = of('COPY').flatMap(copiedFiles);
  assert.ok(copied.includes('src') && copied.includes('migrations'));
  const kept = (await read('.dockerignore')).split('\n').filter((line) => line.startsWith('!'));
  for (const path of copied) {
    assert.ok(await stat(new URL(path, root)), path);
    const isKept = kept.some((line) => path === line.slice(1) || path.startsWith(`${line.slice(1)}/`));
    assert.ok(isKept, `${path} is left out by .dockerignore`);
  }
});

test('.dockerignore leaves out what is not named, installed packages and the built page', async () => {
  const lines = (await read('.dockerignore')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.equal(lines[0], '*');
  const last = (path: string) => lines.findLast((line) => matchesGlob(path, line.replace(/^!/, '')));
  for (const path of ['node_modules', 'ui/node_modules', 'ui/dist', '.env', '.git']) {
    assert.ok(!last(path)?.startsWith('!'), path);
  }
});

test('what a checkout keeps for its owner alone is read by all in the image', async (t) => {
  for (const { text } of of('COPY', 'service')) assert.match(text, /^--from=/);
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-image-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'src'), { mode: 0o700 });
  await writeFile(join(folder, 'src', 'main.ts'), '', { mode: 0o600 });
  const [opening] = of('RUN', 'tree');
  execFileSync('sh', ['-c', opening?.text ?? 'false'], { cwd: folder });
  const mode = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777;
  assert.deepEqual([await mode('src'), await mode('src', 'main.ts')], [0o755, 0o644]);
});

test('what the sources import of the tree is in the image', async () => {
  const inImage = of('COPY', 'tree').flatMap(copiedFiles);
  const missing: string[] = [];
  for await (const path of glob('src/**/*.ts', { cwd: root })) {
    const imports = (await read(path)).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'|new URL\('(\.[^']+)', import/g);
    for (const [, imported, named] of imports) {
      const { pathname } = new URL(imported ?? named ?? '', new URL(path, root));
      const target = pathname.slice(root.pathname.length);
      // The page is made in a stage of its own.
      const isThere = [...inImage, 'ui/dist'].some((copy) => target === copy || target.startsWith(`${copy}/`));
      if (!isThere) missing.push(`${path} wants ${target}`);
    }
  }
  assert.deepEqual(missing, []);
});

test('the image has none of the package managers of its base, nor links to them', () => {
  const removed = /rm -rf (.*)$/.exec(of('RUN', 'service')[0]?.text ?? '')?.[1]?.split(/\s+/) ?? [];
  const isRemoved = (path: string) => removed.some((pattern) => matchesGlob(path, pattern));
  const programs = ['npm', 'npx', 'corepack', 'yarn', 'yarnpkg'].map((name) => `/usr/local/bin/${name}`);
  const kept = [...programs, '/usr/local/lib/node_modules', '/opt/yarn-v1.22.22'].filter((path) => !isRemoved(path));
  assert.deepEqual(kept, []);
  assert.ok(!isRemoved('/usr/local/bin/node'));
});

test('the peers that the image installs are those of package.json', () => {
  const [peers] = of('ARG', 'packages');
  const names = /^PEERS="([^"]*)"$/.exec(peers?.text ?? '')?.[1]?.split(' ') ?? [];
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(name in packageJson.peerDependencies, name);
});

test('the image sets what the service knows, and listens beyond loopback', () => {
  const known = knownSettings();
  for (const name of settings.keys()) assert.ok(known.has(name), name);
  assert.equal(settings.get('HOST'), '0.0.0.0');
  assert.equal(settings.get('PORT'), of('EXPOSE')[0]?.text);
});

test('the image tells the version of package.json, and another revision alone makes none of its files anew', () => {
  const version = of('ARG', 'service').find(({ text }) => text.startsWith('VERSION='));
  assert.equal(version?.text, `VERSION=${packageJson.version}`);
  const { text: last } = dockerfile.findLast(({ name }) => ['RUN', 'COPY', 'ADD'].includes(name)) ?? assert.fail();
  const place = (wanted: string) => dockerfile.findIndex(({ text }) => text === wanted);
  for (const { text } of of('ARG', 'service')) assert.ok(place(text) > place(last), text);
});

test('the image runs as nobody in particular, and writes to volumes', () => {
  assert.equal(of('USER').at(-1)?.text, 'node');
  const volumes: string[] = JSON.parse(of('VOLUME')[0]?.text ?? '[]');
  assert.deepEqual(volumes, [settings.get('DATA_DIR'), '/tmp']);
});

test('the image stops, and is asked how it is, as the service wants it', async () => {
  assert.equal(of('STOPSIGNAL')[0]?.text, 'SIGTERM');
  const health = of('HEALTHCHECK')[0]?.text ?? '';
  const command: string[] = JSON.parse(health.slice(health.indexOf('[')));
  assert.deepEqual(command.slice(0, 2), ['node', '-e']);
  assert.match(command[2] ?? '', /\/livez`/);
});

test('the image starts with a command that there is', async () => {
  const [program, ...command] = JSON.parse(of('CMD')[0]?.text ?? '[]');
  assert.equal(program, 'pricetrail');
  await checkCommand(command);
});
