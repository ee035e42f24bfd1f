import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

/** @throws where the executable has no such command, or it no such option. It runs nothing: it is asked for its help. */
export async function checkCommand(command: readonly string[]): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...command, '--help']);
  const firstOption = command.findIndex((word) => word.startsWith('-'));
  const words = command.slice(0, firstOption < 0 ? command.length : firstOption).join(' ');
  if (!stdout.startsWith(`Usage: pricetrail ${words} [`)) throw new Error(`there is no command ${words}`);
  for (const option of command.filter((word) => word.startsWith('--'))) {
    if (!stdout.includes(`${option} `)) throw new Error(`${words} has no option ${option}`);
  }
}
