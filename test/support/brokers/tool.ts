import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';

/** Whether a program of Debian's is here: what needs it is skipped where it is not. */
export async function isInstalled(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** Starts a program, and waits until it says what is expected on standard error. @returns it and what it said */
export async function startTool(
  [program = '', ...args]: readonly string[],
  expected: RegExp,
): Promise<{ child: ChildProcess; match: RegExpExecArray }> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${program} does not start: ${said}`)), 20_000);
    child.once('error', reject).once('exit', () => reject(new Error(`${program} ended: ${said}`)));
    child.stderr?.on('data', (chunk) => {
      said = said.slice(-10_000) + chunk;
      const found = expected.exec(said);
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  return { child, match };
}

export async function stopTool(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
