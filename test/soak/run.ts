import { Command } from 'commander';
import { wholeNumber } from '../support/whole-number.ts';
import { soakDeaths } from './deaths.ts';
import { soakHostile } from './hostile-soak.ts';
import { soakTraffic } from './traffic-soak.ts';

// npm run soak [-- traffic --minutes 10], npm run soak -- deaths --rounds 200; each writes its figures to bench/results.

const program = new Command('soak').description('use the service for long while it is done harm to');

program
  .command('traffic', { isDefault: true })
  .description('mixed traffic, a few per cent of it hostile, while databases, disks, processes and the clock fail')
  .option('--minutes <n>', 'how long, after two to warm up', wholeNumber, 10)
  .option('--seed <n>', 'what the requests are made from', wholeNumber, 1)
  .action(async (options) => end(await soakTraffic(options)));

program
  .command('hostile')
  .description('very many requests that are odd or broken, beside traffic that has to notice nothing of them')
  .option('--requests <n>', 'how many, a fifth of them raw bytes', wholeNumber, 100_000)
  .option('--seed <n>', 'what the requests are made from', wholeNumber, 1)
  .action(async (options) => end(await soakHostile(options)));

program
  .command('deaths')
  .description('processes that die under 32 writers, again and again')
  .option('--rounds <n>', 'how often every fault strikes', wholeNumber, 20)
  .action(async ({ rounds }) => end(await soakDeaths(rounds)));

await program.parseAsync();

function end(isWell: boolean): void {
  if (!isWell) process.exitCode = 1;
}
