import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { pages } from '../../docs/architecture/pages.ts';
import { examine, optionsOf } from '../../infra/examine.ts';
import { optionNames } from '../../infra/options.ts';
import { allSettings, settingNames } from '../../infra/settings.ts';
import { checkCommand } from '../support/commands.ts';
import { resourcesOf } from './resources.ts';

const documents = new URL('../../docs/', import.meta.url);
const document = await readFile(new URL('deployment.md', documents), 'utf8');
const examined = examine();
const stacks = ['PricetrailSmall', 'PricetrailLarge', 'PricetrailEdge'] as const;
const found = (pattern: RegExp) =>
  [...document.matchAll(pattern)].map(([, first = '', second = '']) => [first, second]);

/** Of a table of costs, by what it begins with. */
function costs(name: string): { parts: number[]; together: number } {
  const table = document.slice(document.indexOf(`\n| ${name} | | $ |`)).split('\n\n')[0] ?? '';
  const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  const end = rows.findIndex(([, first]) => first === '**together**');
  const parts = rows.slice(3, end).map(([, , , cell = '']) => Number(cell.split(' to ').at(-1)));
  return { parts, together: Number(rows[end]?.[3]?.replaceAll('*', '')) };
}

test('the outputs that deployments are told by are there', () => {
  const asked = found(/output (Pricetrail\w+) (\w+)/g);
  assert.ok(asked.length > 8);
  for (const [stack, name] of asked) {
    const template = examined.template(stacks.find((each) => each === stack) ?? assert.fail(stack));
    assert.ok(name && name in template.findOutputs('*'), `${stack} ${name}`);
  }
});

test('each stack is told all of its parameters, and no others', () => {
  for (const stack of stacks) {
    const wanted = Object.keys(examined.template(stack).findParameters('*')).filter(
      (name) => !/^(BootstrapVersion|SsmParameter)/.test(name),
    );
    const commands = found(/cdk deploy (Pricetrail\w+)((?:[^\n]*\\\n)*[^\n]*)/g).filter(([name]) => name === stack);
    const given = commands.flatMap(([, rest = '']) =>
      [...rest.matchAll(/--parameters (\w+)=/g)].map(([, name]) => name),
    );
    assert.deepEqual(given.sort(), wanted.sort(), stack);
  }
});

test('the shell understands the commands', async () => {
  const operations = await readFile(new URL('operations.md', documents), 'utf8');
  const blocks = [...`${document}\n${operations}`.matchAll(/^ *```(?:sh)?\n(.*?)^ *```$/gms)].map(
    ([, block = '']) => block,
  );
  const commands = blocks.filter((block) => /\b(aws|cdk|docker) /.test(block));
  assert.ok(commands.length > 10);
  for (const block of commands) await promisify(execFile)('bash', ['-n', '-c', block]);
});

test('the options that are named are taken', () => {
  for (const name of optionNames) assert.ok(document.includes(`\`${name}\``), name);
  for (const [name = ''] of found(/-c (\w+)=/g)) assert.ok(optionNames.includes(name), name);
});

test('each setting is an option, or is named among those that are none', () => {
  const [section = ''] = document.slice(document.indexOf('\nNo options are ')).split('\n\n### ');
  const options: readonly string[] = Object.values(settingNames);
  const none = [...allSettings()].filter((name) => !options.includes(name));
  const named = [...section.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name);
  assert.deepEqual(new Set(named), new Set(none));
});

test('commands give by -c what is for one time alone, since nobody remembers it', () => {
  const commands = found(/(cdk deploy (?:[^\n]*\\\n)*[^\n]*)/g).map(([command = '']) => command);
  assert.ok(commands.length > 4);
  const given = commands.flatMap((command) => [...command.matchAll(/ -c (\S+)/g)].map(([, option]) => option));
  assert.deepEqual(new Set(given), new Set(['services=none']));
});

test('the file of options that is shown is taken', () => {
  const files = found(/^echo '(.*)' > cdk\.context\.json/gm).map(([text = '']) => JSON.parse(text));
  assert.ok(files.length > 0);
  for (const file of files) assert.ok(optionsOf(file));
});

test('what is deployed is what the tables say', () => {
  const types = (type: string, property: string) =>
    stacks.flatMap((stack) =>
      resourcesOf(examined.template(stack), type, { least: 0 }).map(({ Properties }) => Properties[property]),
    );
  for (const name of [
    ...types('AWS::RDS::DBInstance', 'DBInstanceClass'),
    ...types('AWS::EC2::Instance', 'InstanceType'),
  ]) {
    assert.ok(document.includes(name), name);
  }
  assert.ok(
    document.includes(types('AWS::ECS::Service', 'DesiredCount').filter(Boolean).length === 1 ? 'worker ×1' : ''),
  );
  const [scaled] = resourcesOf(examined.template('PricetrailLarge'), 'AWS::ApplicationAutoScaling::ScalableTarget');
  assert.ok(document.includes(`api ×${scaled?.Properties.MinCapacity} to ${scaled?.Properties.MaxCapacity}`));
});

test('the costs add up', () => {
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
  const [small, large] = [costs('small'), costs('large')];
  assert.equal(sum(large.parts), large.together);
  const lake = 14 - 20; // counted as it says, not at its most
  assert.equal(sum(small.parts) + lake, small.together);
  for (const { together } of [small, large]) assert.ok(document.includes(`about ${Math.floor(together / 10) * 10} $`));
});

test('the commands that are told are there', async () => {
  const told = [...document.matchAll(/pricetrail ((?:keys|migrate|doctor|lake)\b[^'`\n]*)/g)].map(
    ([, command = '']) => command,
  );
  assert.ok(told.some((command) => command.startsWith('keys create')));
  for (const command of new Set(told)) await checkCommand(command.trim().split(' '));
});

test('what is drawn of AWS is in the stacks', () => {
  const drawn: Readonly<Record<string, readonly (typeof stacks)[number][]>> = {
    'architecture-small': ['PricetrailSmall'],
    'architecture-large': ['PricetrailLarge', 'PricetrailEdge'],
  };
  for (const [file, names] of Object.entries(drawn)) {
    const page = pages.find((each) => each.file === file) ?? assert.fail(file);
    const types = [...page.boxes, ...page.groups].flatMap((each) => each.types ?? []);
    assert.ok(types.length > 10, file);
    const there = names.flatMap((name) => Object.values(examined.template(name).toJSON().Resources as object));
    const known = new Set(there.map((resource: { Type: string }) => resource.Type));
    assert.deepEqual(
      types.filter((type) => !known.has(type)),
      [],
    );
  }
});

test('what the documents link to is there, headings included', async () => {
  for (const name of ['deployment.md', 'operations.md']) {
    const text = await readFile(new URL(name, documents), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    assert.ok(links.length > 5, name);
    for (const [, path = '', anchor] of links) {
      const target = new URL(path || name, documents);
      assert.ok(await stat(target), `${name}: ${path}`);
      if (anchor === undefined) continue;
      const anchors = [...(await readFile(target, 'utf8')).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        anchorOf(heading),
      );
      assert.ok(anchors.includes(anchor), `${name}: ${path}#${anchor}`);
    }
  }
});

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
