import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Whether a program is on the path. */
export function isInstalled(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

/** Runs a program to its end. @returns what it printed. @throws where it fails */
export async function runTool(program: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let printed = '';
  let complained = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (complained += chunk));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${complained || printed}`);
  return printed;
}

/** The number that a pattern finds in what a program printed. */
export function numberIn(printed: string, pattern: RegExp): number {
  const found = pattern.exec(printed)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in: ${printed}`);
  return Number(found);
}
