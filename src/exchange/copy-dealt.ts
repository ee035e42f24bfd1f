import { once } from 'node:events';
import { addAbortSignal, PassThrough } from 'node:stream';
import type { Session } from '../db/session.ts';
import { type StagedRows, type Staging, stageObservations } from './stage-observations.ts';
import { copyLines } from './staging.sql.ts';
import { together } from './together.ts';

/** Stages observations in several sessions at once, all lines of one reference in the same. */
export async function copyDealt(sessions: readonly Session[], staging: Omit<Staging, 'parts'>): Promise<void> {
  const parts = sessions.map((session) => ({ session, lane: new PassThrough({ objectMode: true }) }));
  const lanes = parts.map(({ lane }) => lane);
  for (const lane of lanes) lane.on('error', () => {}); // its COPY fails as well
  await together<void>([
    async (signal) => {
      for (const stream of [staging.source, ...lanes]) addAbortSignal(signal, stream);
      await deal(stageObservations({ ...staging, parts: lanes.length }), lanes, signal);
    },
    ...parts.map(({ session, lane }) => async () => {
      await session.transaction((tx) => copyLines(tx, lane));
    }),
  ]);
}

async function deal(staged: AsyncIterable<StagedRows>, lanes: PassThrough[], signal: AbortSignal): Promise<void> {
  for await (const { part, rows } of staged) {
    const lane = lanes[part];
    if (lane?.write(rows) === false) await once(lane, 'drain', { signal });
  }
  for (const lane of lanes) lane.end();
}
