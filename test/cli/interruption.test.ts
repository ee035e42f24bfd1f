import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const module = new URL('../../src/cli/interruption.ts', import.meta.url).href;
const program = `
  import { interruption } from '${module}';
  interruption({ abandon() {} }, '', ({ status }) => console.log('heard', status));
  setInterval(() => {}, 1_000);
  console.log('ready');
`;

for (const [first, second, status] of [
  ['SIGINT', 'SIGINT', 130],
  ['SIGINT', 'SIGTERM', 130],
  ['SIGTERM', 'SIGINT', 143],
] as const) {
  test(`${second} after ${first} ends a command at once`, { timeout: 30_000 }, async () => {
    const args = ['--input-type=module', '--eval', program];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const heard: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      heard.push(line);
      if (heard.length < 3) child.kill(line === 'ready' ? first : second);
      else child.kill('SIGKILL');
    }
    assert.deepEqual(heard, ['ready', `heard ${status}`]);
    assert.deepEqual(await ended, [null, second]);
  });
}
