import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { init, type DialectName as Parser, parse } from '@guanmingchiu/sqlparser-ts';
import { ddlFor } from '../../../src/market/lake/ddl/ddl-for.ts';
import { type DialectName, dialectNames } from '../../../src/market/lake/ddl/dialect-names.ts';
import { filesOf, type Layer, type Manifest } from '../../../src/market/lake/manifest.ts';

before(async () => await init());

/** A lake of two layers, or one, in a bucket. */
function inBucket(layers: 1 | 2): Manifest {
  const layer = (number: number): Layer => ({
    number,
    prices: [`prices/000000000${number}-a.parquet`, `prices/000000000${number}-b.parquet`],
    listings: [`listings/000000000${number}-a.parquet`],
    replaced: number === 1 ? [] : [`replaced/000000000${number}-a.parquet`],
    bytes: 0,
    rows: { prices: 2, listings: 1, replaced: 0 },
  });
  const chosen = [layer(1), layer(2)].slice(0, layers);
  return { format: 1, number: layers, cursor: 'c', as_of: '2026-11-29T06:00:00.000Z', layers: chosen };
}

const at = 's3://bucket/a lake';

/** Athena's tables are made in the words of Hive; it asks by Trino, whose SELECT is that of the standard. */
function parserOf(name: DialectName, statement: string): Parser {
  if (name !== 'athena') return name;
  return /^CREATE (DATABASE|EXTERNAL TABLE)/.test(statement) ? 'hive' : 'ansi';
}

/**
 * What is right, and the parser does not know: an external schema of Redshift (it is left out here; the other statements
 * stand for themselves), and a connection of BigQuery.
 */
function knownToParser(statement: string): string {
  return statement.replace(/^WITH CONNECTION `[^`]+`\n/m, '');
}

function statementsOf(name: DialectName, manifest = inBucket(2)): string[] {
  const sql = ddlFor(name, { manifest, at }).replaceAll(/^--.*\n/gm, '');
  const statements = sql.split(/;\n+/).map((statement) => statement.trim());
  return statements.filter((statement) => statement !== '' && !statement.startsWith('CREATE EXTERNAL SCHEMA'));
}

function read(name: DialectName, statement: string): void {
  parse(knownToParser(statement), parserOf(name, statement));
}

for (const name of dialectNames) {
  test(`each statement for ${name} can be read in its dialect`, () => {
    for (const manifest of [inBucket(1), inBucket(2)]) {
      const statements = statementsOf(name, manifest);
      assert.ok(statements.length >= 6);
      for (const statement of statements) assert.doesNotThrow(() => read(name, statement), statement);
    }
  });

  test(`what is broken for ${name} cannot be read`, () => {
    const broken = statementsOf(name).flatMap((statement) => [...brokenOnes(statement)]);
    assert.ok(broken.length > 50);
    for (const statement of broken) assert.throws(() => read(name, statement), `accepted:\n${statement}`);
  });

  test(`the statements for ${name} say of which state of the lake they are`, () => {
    const [first = '', ...more] = ddlFor(name, { manifest: inBucket(2), at }).split('\n');
    assert.match(
      first,
      /^-- For [A-Z]\w+: the lake at "s3:\/\/bucket\/a lake", manifest 2, as of 2026-11-29T06:00:00\.000Z\.$/,
    );
    assert.ok(more.includes('-- It has 2 layers; pricetrail lake compact makes them one, which is faster to ask.'));
    assert.ok(!ddlFor(name, { manifest: inBucket(1), at }).includes('layers;'));
  });

  test(`the statements for ${name} name every file that counts`, () => {
    const sql = ddlFor(name, { manifest: inBucket(2), at: `${at}/` });
    for (const file of filesOf(inBucket(2))) {
      const [folder = '', base = ''] = file.split('/');
      assert.ok(sql.includes(name === 'clickhouse' ? base : `'${at}/${file}'`), file);
      assert.ok(sql.includes(`'${at}/${folder}/`), folder);
    }
  });
}

const elsewhere: [DialectName, string[]][] = [
  ['bigquery', ['/srv/lake', 'gs://bucket/*', 's3:/', 'gs://bucket/\n']],
  ['redshift', ['/srv/lake', 'gs://bucket', 's3://bucket/\\']],
  ['athena', ['/srv/lake', 'gs://bucket', "s3://bucket/it's"]],
  ['clickhouse', ['/srv/{a,b}', 's3://bucket/*', '/']],
  ['duckdb', ['', '/']],
];
for (const [name, addresses] of elsewhere) {
  test(`an address that ${name} does not read is refused`, () => {
    for (const address of addresses) {
      const ask = () => ddlFor(name, { manifest: inBucket(1), at: address });
      assert.throws(ask, { code: 'invalid', message: /: say with --at / }, address);
    }
  });
}

test('a name does not end the comment or the text it stands in', () => {
  const odd = "s3://bucket/'; DROP TABLE x; --";
  for (const name of ['bigquery', 'redshift', 'clickhouse', 'duckdb'] as const) {
    const [, ...statements] = ddlFor(name, { manifest: inBucket(1), at: odd }).split('\n\n');
    const others = statements.filter((statement) => !statement.includes('CREATE EXTERNAL SCHEMA'));
    const sql = others.map(knownToParser).join('\n');
    assert.equal(parse(sql, parserOf(name, '')).length, others.length, name);
  }
  const broken = ddlFor('duckdb', { manifest: inBucket(1), at: '/srv/a\nb' });
  assert.match(broken, /^-- For DuckDB: the lake at "\/srv\/a\\nb",/);
});

/** With each parenthesis or bracket cut out, and each of the words that make a statement misspelt. */
function* brokenOnes(statement: string): Generator<string> {
  const texts = [...statement.matchAll(/'(?:\\.|[^'])*'/g)].map(({ index, 0: text }) => [index, index + text.length]);
  const inText = (place: number) => texts.some(([start = 0, end = 0]) => place >= start && place < end);
  for (const { index, 0: found } of statement.matchAll(
    /[()[\]]|\b(CREATE|FROM|STORED|LOCATION|FORMAT|SELECT|WHERE|GROUP)\b/g,
  )) {
    if (inText(index)) continue;
    const misspelt = found.length === 1 ? '' : `${found.slice(0, -2)}${found.at(-1)}`;
    yield statement.slice(0, index) + misspelt + statement.slice(index + found.length);
  }
}
