import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numberIn, runTool } from './run-tool.ts';

export type PgbenchOptions = {
  /** Of the database; a folder of a socket is in its `host` parameter. */
  url: string;
  /** Lines of pgbench's own language. */
  script: string;
  clients: number;
  seconds: number;
  /** Whether the triggers are off for it: what a bare write costs. */
  withoutTriggers?: boolean;
};

/** Transactions a second: what the database gives without anything in front of it. Statements are prepared. */
export async function pgbench({ url, script, clients, seconds, withoutTriggers }: PgbenchOptions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-pgbench-'));
  try {
    const file = join(folder, 'script.sql');
    await writeFile(file, script);
    const { username, password, pathname, searchParams } = new URL(url);
    const host = searchParams.get('host') ?? new URL(url).hostname;
    const args = ['-n', '-M', 'prepared', '-c', clients, '-j', 2, '-T', seconds, '-f', file];
    const printed = await runTool('pgbench', [...args.map(String), '-h', host, '-U', username, pathname.slice(1)], {
      PGPASSWORD: password,
      PGOPTIONS: withoutTriggers ? '-c session_replication_role=replica' : '',
    });
    return numberIn(printed, /tps = ([\d.]+)/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
