import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };

type Step = { uses?: string; with?: Record<string, string>; run?: string };
type Workflow = {
  permissions: Record<string, string>;
  jobs: Record<string, { container?: string; 'timeout-minutes'?: number; permissions?: object; steps: Step[] }>;
};

const text = await readFile(new URL('../../.github/workflows/build.yaml', import.meta.url), 'utf8');
const workflow: Workflow = parse(text);
const jobs = Object.values(workflow.jobs);
const steps = jobs.flatMap((job) => job.steps);

test('the workflow does what the build does', () => {
  assert.ok(workflow.jobs.test?.steps.some(({ run }) => run === 'bash .ci/run'));
});

test('the workflow asks whether packages of production are vulnerable, and keeps the list of them', () => {
  const { steps = [] } = workflow.jobs.packages ?? {};
  const commands = steps.flatMap(({ run = [] }) => run);
  assert.deepEqual(commands, ['npm audit --omit dev --audit-level=low', 'npm run sbom']);
  assert.ok('sbom' in packageJson.scripts);
  assert.equal(steps.at(-1)?.with?.path, 'sbom.cdx.json');
});

test('the workflow starts the image with the commands of docs/deployment.md, in their order', async () => {
  const document = await readFile(new URL('../../docs/deployment.md', import.meta.url), 'utf8');
  const [, block = ''] = /\n## compose\n\n```sh\n([^`]+)```/.exec(document) ?? [];
  const typed = block.split('\n').filter((line) => line.startsWith('docker compose '));
  assert.ok(typed.length > 3);
  const run = (workflow.jobs.image?.steps ?? []).flatMap(({ run = [] }) => run);
  const started = typed.map((command) => run.findIndex((step) => step.startsWith(command)));
  assert.deepEqual(
    started,
    typed.map((_, index) => index),
  );
});

test('the workflow tries what it has started, with a key that its log does not show', () => {
  const run = (workflow.jobs.image?.steps ?? []).flatMap(({ run = [] }) => run);
  const at = (part: string) => run.findIndex((step) => step.includes(part));
  assert.ok(at('docker compose up') < at('node test/deploy/try.ts http://127.0.0.1:3000'));
  assert.ok(at('node test/deploy/try.ts') < at('docker compose down'));
  const [printed, masked, kept] = ['keys create', '::add-mask::', '>> "$GITHUB_ENV"'].map((part) =>
    run[at('keys create')]?.split('\n').findIndex((line) => line.includes(part)),
  );
  assert.deepEqual([printed, masked, kept], [0, 1, 2]);
  assert.match(run[at('keys create')]?.split('\n')[0] ?? '', / > "\$RUNNER_TEMP\/key"$/);
});

test('actions are those of one commit, with the version beside it', () => {
  const used = text.match(/uses: .*/g) ?? [];
  assert.equal(used.length, steps.filter(({ uses }) => uses).length);
  for (const line of used) assert.match(line, /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('the workflow may read the sources, keeps no credentials, and ends', () => {
  assert.deepEqual(workflow.permissions, { contents: 'read' });
  for (const job of jobs) {
    assert.equal(job.permissions, undefined);
    assert.ok(job['timeout-minutes']);
    assert.equal(String(job.steps[0]?.with?.['persist-credentials']), 'false');
  }
});

test('the workflow has the Node of package.json, and PostgreSQL 15 by Debian 12', () => {
  const { node } = packageJson.devDependencies;
  assert.equal(workflow.jobs.test?.container, `node:${node}-bookworm`);
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/setup-node'))) {
    assert.equal(step.with?.['node-version'], node);
    assert.equal(step.with?.cache, 'npm');
  }
});
