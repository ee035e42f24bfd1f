import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { membersOf } from '../market/figures/groups.sql.ts';
import { usualMinCount } from '../market/figures/min-count.ts';
import { readSeries, type Series } from '../market/figures/read-series.ts';
import type { SeriesQuery } from '../market/figures/series-query.ts';
import { toCsv } from '../market/figures/table-form.ts';
import { Market } from '../market/market.ts';
import { type MarketCommandOptions, marketCommand, questionOf } from './market-options.ts';
import { marketTable } from './market-table.ts';
import type { ExitStatus } from './run-command.ts';
import { withLakeToRead } from './with-lake.ts';

/** Reads the options, tells of them with --help, and prints the figures. */
export async function runMarket(config: Config, args: readonly string[]): Promise<ExitStatus> {
  const command = marketCommand().parse(args, { from: 'user' });
  return await market(config, command.opts<MarketCommandOptions>());
}

async function market(config: Config, options: MarketCommandOptions): Promise<ExitStatus> {
  const query = questionOf(options);
  const series = await ask(config, query);
  if (options.json) process.stdout.write(`${JSON.stringify(series.rows, null, 2)}\n`);
  else if (options.csv) process.stdout.write(toCsv(series.rows, series.members));
  else printTable(series, query);
  return 0;
}

async function ask(config: Config, query: SeriesQuery): Promise<Series> {
  let series: Series | undefined;
  await withLakeToRead(config, async ({ db, making, signal }) => {
    const limitMs = config.marketTimeLimit * 1_000;
    const scratch = join(config.dataDir, 'spill');
    const figures = new Market({ db, open: async () => making, concurrency: 1, limitMs, scratch });
    series = await readSeries(figures, query, { lookups: { reads: db.reads, searches: db.searches(signal) }, signal });
    return 0;
  });
  if (!series) throw new Error('it was asked');
  return series;
}

function printTable({ rows, asOf }: Series, query: SeriesQuery): void {
  const { metric, by = [], period = 'month' } = query;
  const width = process.stdout.isTTY ? process.stdout.columns || 80 : undefined;
  const options = { metrics: [...new Set(metric)], period, groups: membersOf(by), width };
  const lines = rows.length === 0 ? ['No listing fits.'] : marketTable(rows, options);
  const few = rows.some(({ hidden }) => hidden !== undefined)
    ? `; · stands for a figure of fewer than ${query.min_count ?? usualMinCount}`
    : '';
  for (const line of [...lines, `as of ${asOf}${few}`]) process.stdout.write(`${line}\n`);
}
