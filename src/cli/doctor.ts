import type { Config } from '../config/config.ts';
import { type Check, countFindings } from '../doctor/checks.ts';
import { type Diagnosis, examine, replayCheck } from '../doctor/examine.ts';
import type { Finding, Found } from '../doctor/finding.ts';
import { interruption } from './interruption.ts';
import { progress } from './progress.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

export type DoctorOptions = { repair?: true; replay?: true };

const figure = new Intl.NumberFormat('en');

/** Checks the whole database. Exit status 1 if something is not as it has to be. */
export async function doctor(config: Config, options: DoctorOptions): Promise<ExitStatus> {
  return await withDatabase(
    config,
    async (db) => {
      const checkInterruption = interruption(
        db,
        options.repair ? 'what was mended stays; run it again to go on' : 'nothing was changed',
      );
      const shown = progress(process.stderr);
      const started = performance.now();
      const diagnosis = await examine(db, {
        ...options,
        onProgress: (checked, listings) => {
          checkInterruption();
          shown.update(`checked: ${figure.format(checked.listings)} of ${figure.format(listings)} listings`);
        },
      })
        .catch((error) => {
          checkInterruption();
          throw error;
        })
        .finally(() => shown.done());
      process.stdout.write(report(diagnosis, options, (performance.now() - started) / 1_000));
      return countFindings(diagnosis.examined) > 0 ? 1 : 0;
    },
    { existing: true },
  );
}

function report(diagnosis: Diagnosis, options: DoctorOptions, seconds: number): string {
  const { checked, examined, mended } = diagnosis;
  const what = (['listings', 'prices', 'changes'] as const).map((name) => `${figure.format(checked[name])} ${name}`);
  const lines = [...examined.values()].flatMap(({ check, found }) => [
    row(check, verdict(found, mended.get(check.name) ?? 0, check.name === replayCheck.name ? diagnosis.skipped : 0)),
    ...listFindings(found),
  ]);
  if (!options.replay) lines.push(row(replayCheck, 'not looked at: --replay'));
  const findings = countFindings(diagnosis.examined);
  const end = findings === 0 ? 'Sound.' : `${figure.format(findings)} ${findings === 1 ? 'finding' : 'findings'}.`;
  return [`Checked ${what.join(', ')} in ${seconds.toFixed(1)} s`, ...lines, ...remarks(diagnosis, options), end]
    .map((line) => `${line}\n`)
    .join('');
}

function row({ name, says }: Check, is: string): string {
  return `  ${name.padEnd(9)} ${says.padEnd(58)} ${is}`;
}

function verdict({ count }: Found, mended: number, leftOut: number): string {
  return [
    count === 0 ? 'sound' : `${figure.format(count)} found`,
    ...(mended > 0 ? [`${figure.format(mended)} mended`] : []),
    ...(leftOut > 0 ? [`${figure.format(leftOut)} left out`] : []),
  ].join(', ');
}

function listFindings({ count, findings }: Found): string[] {
  const more = count - findings.length;
  return [...findings.map(line), ...(more > 0 ? [`    and ${figure.format(more)} more`] : [])];
}

function line({ listing_id, at, what, mend }: Finding): string {
  const place = listing_id === null ? '' : `listing ${listing_id}${at === null ? '' : ` at ${at}`}: `;
  return `    ${place}${what}\n      → ${mend}`;
}

function remarks({ unsafe, trimmed, skipped, refused }: Diagnosis, { replay }: DoctorOptions): string[] {
  const partly = `The feed has been trimmed, so it cannot be replayed whole: ${figure.format(skipped)} listings were left out.`;
  return [
    ...(replay && trimmed ? [partly] : []),
    ...unsafe.map((name) => `Warning: ${name} is off, so the server can forget what it has committed (H9).`),
    ...refused,
  ];
}
