import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { dashboard } from '../../monitoring/dashboard.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { readExpression } from '../support/promql.ts';
import { startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Rule = {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
};
type Panel = { type: string; title: string; description: string; targets?: { expr: string; legendFormat: string }[] };

const file = async (path: string) => await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const rules: Rule[] = parse(await file('monitoring/alerts.yaml')).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const panels = (dashboard.panels as Panel[]).filter(({ type }) => type !== 'row');
const document = await file('docs/monitoring.md');

/** What Prometheus adds to each series, and tells of each scrape. */
const added = ['job', 'instance'];
const ofPrometheus = ['up'];

let database: TestDatabase;
/** The labels of each metric that a service tells. */
const told = new Map<string, Set<string>>();
const types = new Map<string, string>();
before(async () => {
  database = await createTestDatabase();
  const settings = { DATABASE_URL: database.url, METRICS_PORT: '0', SECRETS_KEY: `${'A'.repeat(43)}=` };
  const server = await startServe(settings);
  try {
    await fetch(`${server.base}/listings`);
    const text = await (await fetch(await server.printed(/"metrics":"(http[^"]+)/))).text();
    for (const [, name = '', labels = ''] of text.matchAll(/^([a-z_0-9]+)(?:\{(.*)\})? \S+$/gm)) {
      const names = told.get(name) ?? new Set(added);
      for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) names.add(label);
      told.set(name, names);
    }
    for (const [, name = '', type = ''] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      types.set(name, type);
      if (!told.has(name)) told.set(name, new Set(added)); // it has no value here
    }
  } finally {
    await stopServe(server);
  }
});
after(async () => await database.drop());

/** What an expression asks for that no service tells. */
function unknown(expr: string): string[] {
  const { selected, groups } = readExpression(expr);
  const asked = selected.filter(({ metric }) => !ofPrometheus.includes(metric));
  const labels = new Set(asked.flatMap(({ metric }) => [...(told.get(metric) ?? [])]));
  return [
    ...asked.filter(({ metric }) => !told.has(metric)).map(({ metric }) => metric),
    ...asked.flatMap(({ metric, labels: named }) =>
      named.filter((label) => !told.get(metric)?.has(label)).map((label) => `${metric}{${label}}`),
    ),
    ...groups.filter((label) => asked.length > 0 && !labels.has(label) && label !== 'class'),
  ];
}

test('a name that no service tells is found, and a label, and what is no expression', () => {
  assert.deepEqual(unknown('rate(pricetrail_nothing_total[5m])'), ['pricetrail_nothing_total']);
  assert.deepEqual(unknown('sum by (lanes) (pricetrail_database_waiting{lame="x"})'), [
    'pricetrail_database_waiting{lame}',
    'lanes',
  ]);
  assert.throws(() => unknown('rate(pricetrail_database_up[5m]'), /no PromQL/);
});

test('alerts ask for what a service tells, and lead to what is to be done', () => {
  assert.ok(rules.length > 10);
  for (const { alert, expr, labels, annotations } of rules) {
    assert.deepEqual(unknown(expr), [], alert);
    assert.match(labels.severity, /^(page|ticket)$/, alert);
    assert.match(annotations.summary, /^[A-Z].*\.$/, alert);
    for (const [, label = ''] of annotations.description.matchAll(/\$labels\.(\w+)/g)) {
      const { selected, groups } = readExpression(expr);
      const all =
        groups.length > 0 && /^\s*\w+ by/.test(expr)
          ? groups
          : selected.flatMap(({ metric }) => [...(told.get(metric) ?? added)]);
      assert.ok(all.includes(label), `${alert}: ${label}`);
    }
    assert.equal(annotations.runbook_url, `docs/monitoring.md#${alert.toLowerCase()}`);
    assert.match(document, new RegExp(`^### ${alert}\n\n\\S`, 'm'));
  }
  const named = [...document.matchAll(/^### (Pricetrail\w+)$/gm)].map(([, name]) => name);
  assert.deepEqual(
    named,
    rules.map(({ alert }) => alert),
  );
});

test('each panel of the dashboard asks for what a service tells', () => {
  assert.ok(panels.length > 15);
  for (const { title, description, targets = [] } of panels) {
    assert.match(description, /^[A-Z].*\.$/, title);
    assert.ok(targets.length > 0, title);
    for (const { expr, legendFormat } of targets) {
      const plain = expr.replaceAll('$__rate_interval', '5m');
      assert.deepEqual(unknown(plain), [], `${title}: ${expr}`);
      const { groups } = readExpression(plain);
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) assert.ok(groups.includes(label), title);
    }
  }
});

test('the file that Grafana reads is what it is written from', async () => {
  assert.deepEqual(
    JSON.parse(await file('monitoring/dashboard.json')),
    JSON.parse(JSON.stringify(dashboard)),
    'npx node monitoring/write-dashboard.ts',
  );
});

test('the document has every metric of the service, with its type, and no other', () => {
  const rows = [...document.matchAll(/^\| `((?:http|pricetrail)_\w+)` \| (\w+) \|/gm)].map(([, name = '', type]) => [
    name,
    type,
  ]);
  const own = [...types].filter(([name]) => /^(http|pricetrail)_/.test(name));
  assert.deepEqual(rows.toSorted(), own.toSorted());
});

test('the libraries for traces are told in the versions that are used', () => {
  const [, told = ''] = /^npm install --no-save (.*)$/m.exec(document) ?? [];
  const wanted = Object.entries(packageJson.peerDependencies).filter(([name]) => name.startsWith('@opentelemetry/'));
  assert.deepEqual(told.split(' ').sort(), wanted.map(([name, version]) => `${name}@${version}`).sort());
});
