import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../../src/db/embedded/run-program.ts';
import type { Fault } from './faults.ts';
import { processTree, signalAll } from './processes.ts';
import type { ServedDatabase } from './served-database.ts';
import { fillDisk } from './small-disk.ts';

// Each is over when `strike` is: from then on the service has to be back by itself.

/** New connections may only read, as after the failover of a managed database; nobody ends them when that is over. */
export function readOnly(forMs: number): Fault {
  return {
    name: `a database that is read-only for ${forMs} ms`,
    strike: async (served) => {
      await served.sql('ALTER DATABASE pricetrail SET default_transaction_read_only = on');
      await served.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pricetrail'`);
      await sleep(forMs);
      assert.equal(await statusOfWrite(served), 503);
      await served.sql('BEGIN READ WRITE; ALTER DATABASE pricetrail RESET default_transaction_read_only; COMMIT');
    },
  };
}

async function statusOfWrite({ base }: ServedDatabase): Promise<number> {
  const response = await fetch(`${base}/listings/1`, { method: 'DELETE', signal: AbortSignal.timeout(20_000) });
  return response.status;
}

/** PostgreSQL stops and says nothing, as on a machine that is paused or has lost its storage. */
export function stopped(forMs: number): Fault {
  return {
    name: `a database that is stopped for ${forMs} ms`,
    strike: async (served) => {
      const postmaster = await served.dataDir.postmaster();
      signalAll([postmaster], 'SIGSTOP'); // from here on it makes no further children
      const all = await processTree(postmaster);
      try {
        signalAll(all, 'SIGSTOP');
        await sleep(forMs);
      } finally {
        signalAll(all.toReversed(), 'SIGCONT');
      }
    },
  };
}

export const restarted: Fault = {
  name: 'a database that is restarted',
  strike: async (served) => {
    const { binaries, account, folder } = await served.cluster();
    const args = ['restart', '--mode', 'fast', '--timeout', '2', '--silent', '--log', 'server.log', '--pgdata', 'data'];
    // Where the server is the first to start the database again, it waits for the end of that one.
    await runProgram(binaries.pg_ctl, args, { account, folder });
  },
};

/** The file system of the data folder has no room left, for its log neither. */
export function diskFull(forMs: number): Fault {
  return {
    name: `a disk that is full for ${forMs} ms`,
    strike: async (served) => {
      const ballast = `${served.dataDir.path}/ballast`;
      try {
        await fillDisk(ballast);
        await served.sql('SELECT pg_switch_wal()').catch(() => {}); // the next write needs a file that has no room
        await sleep(forMs);
        assert.equal(await statusOfWrite(served), 503);
      } finally {
        await rm(ballast, { force: true });
      }
    },
  };
}
