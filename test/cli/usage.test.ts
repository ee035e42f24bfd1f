import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ended, runCli } from '../support/run-cli.ts';

const run = async (line: string): Promise<Ended> => await runCli(line.split(' '), {});

test('help of a command is what the command says with --help', async () => {
  for (const [asked, same] of [
    ['help', '--help'],
    ['help keys', 'keys --help'],
    ['keys help create', 'keys create --help'],
    ['help market', 'market --help'],
  ] as const) {
    const [told, expected] = await Promise.all([run(asked), run(same)]);
    assert.equal(told.status, 0, told.stderr);
    assert.match(told.stdout, /^Usage: pricetrail/);
    assert.equal(told.stdout, expected.stdout, asked);
  }
});

const mistakes: [string, RegExp][] = [
  ['help nope', /^error: unknown command 'nope'$/],
  ['keys help nope', /^error: unknown command 'nope'$/],
  ['nope', /^error: unknown command 'nope'$/],
  ['import x --nope', /^error: unknown option '--nope'$/],
  ['lake ddl --for nope', /^error: option '--for <engine>' argument 'nope' is invalid\. Allowed choices are /],
  [
    'keys rotate x --keep 90',
    /^error: option '--keep <time>' argument '90' is invalid\. It must be a number with its unit/,
  ],
  ['market --metric median_price --nope', /^error: unknown option '--nope'$/],
];
for (const [line, told] of mistakes) {
  test(`${line}: what is wrong is told, and where the help is, without the help itself`, async () => {
    const { status, stdout, stderr } = await run(line);
    assert.deepEqual([status, stdout], [1, '']);
    const [what = '', ...rest] = stderr.split('\n');
    assert.match(what, told);
    assert.deepEqual(rest, ['(--help tells how it is used)', '']);
  });
}

test('an option that is needed says so', async () => {
  for (const [command, given, option] of [
    ['relay', '', '--to <address>'],
    ['trim', '', '--before <instant>'],
    ['keys create', ' --name x', '--role <role>'],
    ['keys create', ' --role reader', '--name <name>'],
    ['lake ddl', '', '--for <engine>'],
  ] as const) {
    assert.match((await run(command + given)).stderr, new RegExp(`^error: required option '${option}' not specified`));
    const [, described = ''] = (await run(`${command} --help`)).stdout.split(`  ${option} `);
    assert.match(described.split(/\n {2}-/)[0] ?? '', /\(needed\)/, `${command} ${option}`);
  }
});

test('a command that migrates by itself says so', async () => {
  for (const line of ['serve', 'import', 'demo', 'keys create']) {
    assert.match((await run(`${line} --help`)).stdout, /migrate/, line);
  }
});
