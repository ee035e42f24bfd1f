import type { SoakFault } from './fault-plan.ts';
import type { Told } from './kept-process.ts';
import type { Failure } from './watcher.ts';

/** What a fault takes, or `costly`: very many requests take what is done for few at a time, exports and figures of the market. */
type Taken = NonNullable<SoakFault['takes']> | 'costly';

/** When a fault could be felt, in ms of the watchers' clock. */
export type Struck = { name: string; from: number; to: number; takes?: Taken };

/** An answer is told with the next look at the metrics. */
const toldLateMs = 3_000;
/** For so long after its disk has room again the lake may be behind. */
const lakeBehindMs = 30_000;

/** Whether what is away so long after a fault explains an answer. */
const isFelt: Readonly<Record<Taken, (failure: Failure, lateMs: number) => boolean>> = {
  database: (_, lateMs) => lateMs <= toldLateMs,
  lake: ({ route }, lateMs) => route.includes('/market') && lateMs <= lakeBehindMs,
  costly: ({ route }, lateMs) => /\/(exports|market)\b/.test(route) && lateMs <= toldLateMs,
};

/**
 * Answers of the service's own failure that no fault explains.
 * @param told by the service meanwhile @returns a line each
 */
export function unexplained(failures: readonly Failure[], struck: readonly Struck[], told: readonly Told[]): string[] {
  const isExplained = (failure: Failure) =>
    failure.status === 503 &&
    struck.some(({ from, to, takes }) => takes && failure.at >= from && isFelt[takes](failure, failure.at - to));
  return failures
    .filter((failure) => !isExplained(failure))
    .map(({ at, status, route, count }) => `${count} × ${status} of ${route}${beside(at, struck)}${reasons(at, told)}`);
}

/** What was told since the look at the metrics before. */
function reasons(at: number, told: readonly Told[]): string {
  const lines = told.filter((line) => line.at > at - toldLateMs && line.at <= at);
  const texts = lines.map((line) => `${line.route ?? line.process}: ${line.msg} ${causeOf(line)}`.trim());
  return texts.length === 0 ? '' : ` (${[...new Set(texts)].join('; ')})`;
}

function beside(at: number, struck: readonly Struck[]): string {
  const last = struck.findLast(({ from }) => from <= at);
  return last ? `, ${Math.round((at - last.from) / 1_000)} s after: ${last.name}` : ', before any fault';
}

export type ToldOften = { process: string; level: string; msg: string; cause: string; times: number };

/** What the log told, each with its cause, and how often. */
export function summaryOf(told: readonly Told[]): ToldOften[] {
  const groups = Map.groupBy(told, (line) => JSON.stringify([line.process, line.level, line.msg, causeOf(line)]));
  return [...groups].map(([key, lines]) => {
    const [process, level, msg, cause] = JSON.parse(key);
    return { process, level, msg, cause, times: lines.length };
  });
}

/**
 * Lines that tell a failure without saying of what it came.
 * @param explained how those begin that the manual explains @returns a line each
 */
export function causeless(told: readonly ToldOften[], explained: readonly string[]): string[] {
  return told
    .filter(({ cause, msg }) => cause === '' && !explained.some((beginning) => msg.startsWith(beginning)))
    .map(({ process, msg }) => `${process} told without a cause: ${msg}`);
}

function causeOf({ err, why }: Told): string {
  return why ?? err?.message ?? '';
}
