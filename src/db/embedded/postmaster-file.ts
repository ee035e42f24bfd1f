import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/**
 * After a power cut or in a new container the process id in `postmaster.pid`, and in the lock of the socket, may be
 * another program's by now, which PostgreSQL takes for itself: then the file goes.
 * @param data the cluster's data folder
 * @param sockets the folder of its socket
 */
export async function removeStaleLocks(data: string, sockets: string): Promise<void> {
  for (const file of [join(data, 'postmaster.pid'), join(sockets, '.s.PGSQL.5432.lock')]) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    if (Number.isInteger(pid) && !(await mayBePostmaster(pid, data))) await rm(file, { force: true });
  }
}

/**
 * A postmaster works in its data folder; where that cannot be told, its name has to do. One that has died is nobody's
 * for ever where the first process of a container does not take leave of it (a zombie).
 */
async function mayBePostmaster(pid: number, data: string): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  if (/\) Z /.test(state)) return false;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (folder !== undefined) return folder === (await realpath(data));
  const listed = await runProgram('/bin/ps', ['-o', 'command=', '-p', String(pid)], {
    account: undefined,
    folder: '/',
  });
  return listed.status !== 0 || listed.output.includes('postgres');
}
