import { until } from '../support/until.ts';
import { explainedLines } from './explained-lines.ts';
import type { Installation } from './installation.ts';
import { causeless, type Struck, summaryOf, unexplained } from './verdict.ts';

/** Ends the processes of the service. @returns what they told, and what of that is wrong */
export async function judgeProcesses(installation: Installation, struck: readonly Struck[]) {
  const stopped = await installation.stopService();
  const { api, worker } = installation.watchers;
  const lines = stopped.flatMap((each) => each.told);
  const told = summaryOf(lines);
  const wrong = [
    ...unexplained([...api.failures, ...worker.failures], struck, lines),
    ...causeless(told, await explainedLines()),
    ...stopped.flatMap(({ name, status, stderr }) =>
      status === 0 ? [] : [`${name} ended with status ${status}: ${stderr}`],
    ),
  ];
  const longestBlockedMs = Math.round(Math.max(...api.samples.map(({ lagMs }) => lagMs)));
  return { statuses: api.statuses, longestBlockedMs, told, wrong };
}

/** What the commands that examine a database and its lake find, once the lake has caught up. */
export async function commandFindings(installation: Installation): Promise<string[]> {
  const isSame = async () => (await installation.command('lake', 'verify')).status === 0;
  await until('the lake has caught up', isSame, 120).catch(() => {}); // what differs is told below
  const commands = [
    ['doctor', '--replay'],
    ['lake', 'verify'],
  ];
  const found: string[] = [];
  for (const words of commands) {
    const { status, stdout, stderr } = await installation.command(...words);
    if (status !== 0) found.push(`${words.join(' ')}: ${stdout}${stderr}`);
  }
  return found;
}
