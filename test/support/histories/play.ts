import { setTimeout as sleep } from 'node:timers/promises';
import { shifted } from './answers.ts';
import { writeByHttp } from './http-writer.ts';
import { writeByImport } from './import-writer.ts';
import type { Plan, Statement } from './plan.ts';
import { writeBySql } from './sql-writer.ts';
import { all, read, type World } from './world.ts';

/** Lets all writers of a plan work at the same time, while somebody asks what was known. */
export async function play(world: World, { writers, questions }: Plan): Promise<void> {
  await writeBySql(world, { by: 'SQL', commit: true, pauseMs: 0, statements: [first] });
  const asking = questions.map(async ({ afterMs, ago }) => {
    await sleep(afterMs);
    await ask(world, ago);
  });
  await all([...asking, ...writers.map((statements) => writeAll(world, statements))]);
}

const first = { do: 'insert', undone: false, slot: 0, price: 1, name: 'Flat' } as const;

async function writeAll(world: World, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) {
    if (statement.by === 'SQL') await writeBySql(world, statement);
    else if (statement.by === 'import') await writeByImport(world, statement.lines);
    else await writeByHttp(world, statement);
  }
}

/** Asks what was known a moment ago, and keeps the answer: it has to be the same for ever (H10). */
async function ask(world: World, ago: number): Promise<void> {
  const question = { known_at: shifted(new Date().toISOString(), -ago) };
  for (const id of world.ids) {
    for (const path of id === undefined ? [] : [`/listings/${id}`, `/listings/${id}/prices`]) {
      const asked = `${path}?known_at=${question.known_at}`;
      const { status, body } = await read(world.api.server.app, asked);
      if (status === 200 && id !== undefined) world.asked.push({ path: asked, question, id, body });
    }
  }
}
