import { test } from 'node:test';
import { runHistories } from '../support/histories/run-histories.ts';
import { thorough } from '../support/thorough.ts';

// HISTORIES and SEED: another number, or the same ones again.
const histories = Number(process.env.HISTORIES ?? (thorough ? 120 : 40));
const seed = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

test(`H1 to H5, H7, H8, H10: ${histories} histories by several writers at once are those of the model`, async () => {
  await runHistories({ histories, seed });
});
