import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

export type RunOptions = { account: Account; folder: string };

/** Runs a program of PostgreSQL to its end, as the account and in the folder. */
export async function runProgram(command: string, args: readonly string[], { account, folder }: RunOptions) {
  const child = spawn(command, args, {
    ...account,
    cwd: folder,
    detached: true, // Ctrl-C is for this process; it stops the server itself
    // Not this process's environment: DATABASE_URL is none of its business, and PGPORT and the like would change it.
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return await new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    child.once('error', reject).once('exit', (status) => resolve({ status, output: output.trim() }));
  });
}
