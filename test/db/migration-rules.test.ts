import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { lastFree, refusals } from '../support/migration-rules.ts';

const folder = new URL('../../migrations/', import.meta.url);

test('every migration since the first release is safe while the version before serves, or says why', async () => {
  const files = (await readdir(folder)).sort().filter((file) => file > `${lastFree}.sql`);
  const read = files.map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') }));
  assert.deepEqual(refusals(await Promise.all(read)), []);
});

const apart = '-- No transaction\n\n';

/** By the rule that refuses it. */
const refused: Readonly<Record<string, readonly string[]>> = {
  default: [
    'ALTER TABLE public.listing ADD COLUMN a uuid DEFAULT gen_random_uuid()',
    'ALTER TABLE public.listing ADD COLUMN a timestamptz NOT NULL DEFAULT clock_timestamp()',
    'ALTER TABLE public.listing ADD a bigint DEFAULT nextval($$s$$)',
  ],
  'not-null': ['ALTER TABLE public.listing ADD COLUMN a text NOT NULL'],
  'set-not-null': ['ALTER TABLE public.listing ALTER COLUMN a SET NOT NULL'],
  type: ['ALTER TABLE public.listing ALTER COLUMN a TYPE bigint', 'ALTER TABLE listing ALTER a SET DATA TYPE text'],
  generated: [
    'ALTER TABLE public.listing ADD COLUMN a int GENERATED ALWAYS AS (b + 1) STORED',
    'ALTER TABLE public.listing ADD COLUMN a bigserial',
  ],
  index: ['CREATE INDEX a ON public.listing (a)', 'CREATE UNIQUE INDEX a ON listing (a)'],
  unique: ['ALTER TABLE public.listing ADD CONSTRAINT a UNIQUE (a)', 'ALTER TABLE listing ADD PRIMARY KEY (a)'],
  unproven: [
    'ALTER TABLE public.listing ADD CONSTRAINT a CHECK (a > 0)',
    'ALTER TABLE public.listing ADD CONSTRAINT a FOREIGN KEY (a) REFERENCES public.b',
    'ALTER TABLE public.listing ADD COLUMN a bigint REFERENCES public.b',
  ],
  validate: ['ALTER TABLE public.listing VALIDATE CONSTRAINT a'],
  concurrently: ['CREATE INDEX CONCURRENTLY a ON public.listing (a)'],
  rewrite: [
    'VACUUM FULL public.listing',
    'CLUSTER public.listing',
    'REINDEX TABLE public.listing',
    'TRUNCATE public.a',
  ],
  lock: ['LOCK TABLE public.listing IN SHARE MODE'],
  'lock-timeout': ["SET LOCAL lock_timeout = '1h'"],
  change: [`${apart}DO $$ BEGIN UPDATE public.listing SET a = 1; END $$`],
  rows: ['UPDATE public.listing_words SET words = $$x$$', 'INSERT INTO public.a SELECT id FROM public.listing'],
  contract: [
    'ALTER TABLE public.listing DROP COLUMN a',
    'DROP TABLE public.a',
    'ALTER TABLE public.listing RENAME COLUMN a TO b',
    'DROP FUNCTION public.a',
  ],
  apart: [`${apart}ALTER TABLE public.listing ADD COLUMN a text`],
};

for (const [rule, statements] of Object.entries(refused)) {
  test(`a migration is refused by the rule ${rule}, and taken with a reason`, () => {
    for (const statement of statements) {
      const found = refusals([{ name: '0101', text: `-- Up Migration\n${statement};\n-- Down Migration\n` }]);
      assert.deepEqual(
        found.map((line) => line.split(': ')[1]),
        [rule],
        statement,
      );
      const [before, bare] = statement.startsWith(apart) ? [apart, statement.slice(apart.length)] : ['', statement];
      const because = (reason: string) => [{ name: '0101', text: `${before}-- Safe (${rule}): ${reason}\n${bare};` }];
      assert.deepEqual(refusals(because('nobody has used it since 1.4; see the log.')), []);
      assert.equal(refusals(because('so.')).length, 1);
    }
  });
}

const taken = [
  'ALTER TABLE public.listing ADD COLUMN a text, ADD COLUMN b text NOT NULL DEFAULT $$x$$'.replaceAll('$$', "'"),
  'ALTER TABLE public.listing ADD COLUMN a timestamptz(3) NOT NULL DEFAULT now()',
  'ALTER TABLE public.listing ADD COLUMN a integer',
  'ALTER TABLE public.listing ADD CONSTRAINT a CHECK (a > 0) NOT VALID',
  `${apart}ALTER TABLE public.listing VALIDATE CONSTRAINT a`,
  `${apart}DROP INDEX CONCURRENTLY IF EXISTS public.a;\n\nCREATE UNIQUE INDEX CONCURRENTLY a ON public.listing (a)`,
  'ALTER TABLE public.listing ADD CONSTRAINT a UNIQUE USING INDEX a',
  `${apart}DO $$ BEGIN FOR i IN 0..9 LOOP INSERT INTO public.a SELECT id FROM public.listing; COMMIT; END LOOP; END $$`,
  'CREATE TABLE public.a (id bigint PRIMARY KEY, b text NOT NULL CHECK (b <> $$$$)); CREATE INDEX a_b ON public.a (b)',
  'CREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS $$ UPDATE public.listing SET price = 1; DROP TABLE x $$',
  'CREATE OR REPLACE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN LOCK TABLE x; END $$',
  "COMMENT ON COLUMN public.listing.a IS 'What it''s: a; DROP TABLE x; -- y'",
];

test('what adds, and makes nobody wait, is taken', () => {
  for (const text of taken) assert.deepEqual(refusals([{ name: '0101', text: `-- Up Migration\n${text};` }]), []);
});

test('a column may be made NOT NULL once a constraint that says so was validated', () => {
  const steps = [
    'ALTER TABLE public.listing ADD CONSTRAINT listing_a_not_null CHECK (a IS NOT NULL) NOT VALID;',
    '-- No transaction\n\nALTER TABLE public.listing VALIDATE CONSTRAINT listing_a_not_null;',
    'ALTER TABLE public.listing ALTER COLUMN a SET NOT NULL;',
  ];
  const migrations = steps.map((text, at) => ({ name: `010${at}`, text }));
  assert.deepEqual(refusals(migrations), []);
  assert.equal(refusals(migrations.toSpliced(1, 1)).length, 1);
});
