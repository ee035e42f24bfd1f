import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Sources, violations } from './support/architecture.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the sources keep to the architecture', async () => {
  const sources: Record<string, string> = {};
  const exclude = ['ui/{dist*,node_modules}/**', 'ui/src/api/schema.ts', 'infra/cdk.out/**'];
  for await (const path of glob('{src,test,ui,infra}/**/*.{ts,tsx}', { cwd: root, exclude })) {
    sources[path.replaceAll('\\', '/')] = await readFile(`${root}/${path}`, 'utf8');
  }
  assert.ok(Object.keys(sources).length > 50);
  assert.deepEqual(violations(sources), []);
});

const refused: [string, Sources, string[]][] = [
  ['an import upwards', { 'src/listings/a.ts': "import { b } from '../http/b.ts';" }, ['imports src/http/b.ts']],
  ['one of a type', { 'src/db/a.ts': "import type { B } from '../wire/b.ts';" }, ['imports src/wire/b.ts']],
  ['one over several lines', { 'src/db/a.ts': "import {\n  b,\n} from '../cli/b.ts';" }, ['imports src/cli/b.ts']],
  ['one at run time', { 'src/http/a.ts': "await import('../cli/b.ts')" }, ['imports src/cli/b.ts']],
  ['one for its effect', { 'src/errors.ts': "import './config/config.ts';" }, ['imports src/config/config.ts']],
  ['one passed on', { 'src/wire/a.ts': "export { b } from '../db/database.ts';" }, ['imports src/db/database.ts']],
  ['listings that know the feed', { 'src/listings/a.ts': "import '../changes/b.ts'" }, ['imports src/changes/b.ts']],
  ['prices that know a consumer', { 'src/prices/a.ts': "import '../market/b.ts'" }, ['imports src/market/b.ts']],
  ['prices that know pictures', { 'src/prices/a.ts': "import '../pictures/b.ts'" }, ['imports src/pictures/b.ts']],
  ['a drawing that knows data', { 'src/drawing/a.ts': "import '../prices/b.ts'" }, ['imports src/prices/b.ts']],
  ['a page that knows listings', { 'src/page/a.ts': "import '../listings/b.ts'" }, ['imports src/listings/b.ts']],
  ['a command that main leaves out', { 'src/main.ts': "import '../src/db/a.ts'" }, ['imports src/db/a.ts']],
  ['a service that knows the page', { 'src/http/a.ts': "import '../../ui/src/app.tsx'" }, ['imports the page']],
  [
    'a page that knows the service',
    { 'ui/src/a.ts': "import '../../src/listings/b.ts'" },
    ['imports src/listings/b.ts'],
  ],
  ['a page that knows its build', { 'ui/src/a.ts': "import '../build.ts'" }, ['imports ui/build.ts']],
  ['a page that asks by itself', { 'ui/src/drops/a.ts': "await fetch('/listings')" }, ['asks the service past']],
  ['a new part', { 'src/billing/a.ts': '' }, ['is of a part that has no place']],
  ['SELECT in a text', { 'src/http/a.ts': "query('SELECT 1')" }, ['holds SQL']],
  ['UPDATE in a template', { 'src/prices/a.ts': 'const a = `\n  UPDATE listing\n  SET b`;' }, ['holds SQL']],
  ['INSERT', { 'src/cli/a.ts': 'q("INSERT INTO listing")' }, ['holds SQL']],
  ['DELETE', { 'src/cli/a.ts': 'q(`DELETE FROM listing`)' }, ['holds SQL']],
  ['COPY', { 'src/exchange/a.ts': "q('COPY listing FROM STDIN')" }, ['holds SQL']],
  ['Fastify below the routes', { 'src/listings/a.ts': "import { b } from 'fastify';" }, ['knows Fastify']],
  ['a plugin of it', { 'src/wire/a.ts': "import type { B } from '@fastify/b';" }, ['knows Fastify']],
  ['the environment', { 'src/cli/a.ts': 'const home = process.env.HOME;' }, ['reads the environment']],
  ['the environment, taken apart', { 'src/main.ts': 'const { argv, env } = process;' }, ['reads the environment']],
  ['a default export', { 'test/a.ts': 'export default 1;' }, ['has a default export']],
  ['a renamed one', { 'src/cli/a.ts': 'export { a as default };' }, ['has a default export']],
  ['a vague file', { 'src/http/string-utils.ts': '' }, ['is named after no concept']],
  ['a vague folder', { 'test/helpers/a.ts': '' }, ['is named after no concept']],
  [
    'a cycle',
    {
      'src/db/a.ts': "import './b.ts'",
      'src/db/b.ts': "import type { C } from './c.ts'",
      'src/db/c.ts': "import './b.ts'",
    },
    ['src/db/b.ts → src/db/c.ts → src/db/b.ts'],
  ],
  ['an import of itself', { 'src/db/a.ts': "import './a.ts'" }, ['src/db/a.ts → src/db/a.ts']],
];
for (const [what, sources, expected] of refused) {
  test(`the rules find ${what}`, () => {
    const found = violations(sources);
    assert.equal(found.length, expected.length, String(found));
    for (const [at, each] of expected.entries()) assert.ok(found[at]?.includes(each), found[at]);
  });
}

test('the rules let through what is right', () => {
  const sources = {
    'src/main.ts': "import a from '../package.json' with { type: 'json' };\nimport('./cli/serve.ts');",
    'src/cli/serve.ts':
      "import { a } from '../http/server.ts';\n// SELECT, process.env and fastify: 'words' of a comment",
    'src/http/server.ts': "import fastify from 'fastify';\nimport { a } from '../prices/prices.routes.ts';",
    'src/prices/prices.routes.ts': "import { b } from '@fastify/b';\nimport { c } from './prices.sql.ts';",
    'src/prices/prices.sql.ts': "import type { D } from '../db/values.ts';\nexport const sql = `SELECT 1`;",
    'src/db/values.ts': 'export const lock = `LOCK TABLE listing`; /* export default */',
    'src/config/config.ts': 'export const load = (env = process.env) => env;',
    'src/wire/text.ts':
      "import type { D } from '../db/values.ts';\nconst advice = 'select what to update, then set it';",
    'ui/src/api/client.ts': "import '../../../src/drawing/a.ts';\nawait fetch('/');",
    'ui/src/listings/a.tsx': "import { b } from '../api/client.ts';\nvoid query.refetch();",
    'ui/vite.config.ts': 'export default {};',
    'test/common-ground.ts': '',
  };
  assert.deepEqual(violations(sources), ['test/common-ground.ts: is named after no concept']);
});
