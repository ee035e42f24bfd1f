import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CopiedTree, type TestRun } from './copied-tree.ts';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

// npm run test:mutants [-- --only NAME | --list]: breaks one promise at a time in a copy of the tree, and runs the tests
// that are there for it. Exit status 1 where they do not notice.

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } });
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`there is no mutant ${values.only}: --list names them`);
if (values.list) for (const { name, promise } of chosen) print(`${name.padEnd(28)} ${promise}`);
else await runAll();

async function runAll(): Promise<void> {
  const tree = await CopiedTree.make();
  try {
    await assertSoundWithout(tree);
    const wrong = [];
    for (const [at, mutant] of chosen.entries()) {
      const started = performance.now();
      const verdict = await judge(tree, mutant);
      if (!verdict.startsWith('killed')) wrong.push(mutant.name);
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      print(
        `${String(at + 1).padStart(2)}/${chosen.length}  ${mutant.name.padEnd(28)} ${seconds.padStart(5)} s  ${verdict}`,
      );
    }
    print(wrong.length === 0 ? `All ${chosen.length} were killed.` : `Not killed: ${wrong.join(', ')}`);
    process.exitCode = wrong.length === 0 ? 0 : 1;
  } finally {
    await tree.remove();
  }
}

/** A test that fails anyway kills nothing. */
async function assertSoundWithout(tree: CopiedTree): Promise<void> {
  const files = [...new Set(chosen.flatMap(filesOf))];
  const { ran, failed, output } = await tree.test(files);
  if (failed.length > 0 || ran === 0)
    throw new Error(`without a mutant the tests fail: ${failed.join('; ')}\n${output}`);
  print(`Without a mutant all ${ran} tests of ${files.length} files pass.`);
}

async function judge(tree: CopiedTree, mutant: Mutant): Promise<string> {
  const takeBack = await tree.edit(mutant.edits);
  try {
    return verdictOf(await tree.test([...patternOf(mutant), ...filesOf(mutant)]));
  } finally {
    await takeBack();
  }
}

/** Where only files as a whole fail, they did not run: then the edit is broken rather than a promise. */
function verdictOf({ ran, failed, output }: TestRun): string {
  const [first, ...more] = failed.filter((name) => !name.endsWith('.test.ts'));
  if (ran === 0 || (!first && failed.length > 0)) return `does not run: ${output.trim().slice(-500)}`;
  return first === undefined ? `SURVIVED ${ran} tests` : `killed by ${more.length + 1} of ${ran}, such as: ${first}`;
}

function patternOf({ only }: Mutant): string[] {
  return only === undefined ? [] : [`--test-name-pattern=${only}`];
}

/** A file that is still to come kills nothing. */
function filesOf({ tests }: Mutant): string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return tests.map((file) => `test/${file}`).filter((file) => existsSync(`${root}${file}`));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
