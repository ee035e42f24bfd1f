import type { Config } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { ddlFor } from '../market/lake/ddl/ddl-for.ts';
import { readLatest } from '../market/lake/manifest.ts';
import { openStore } from '../market/lake/open-store.ts';
import type { LakeDdlOptions } from './lake-ddl-options.ts';
import type { ExitStatus } from './run-command.ts';

/** Prints how another engine asks the lake as it is now. It needs no database. */
export async function ddl(config: Config, options: LakeDdlOptions): Promise<ExitStatus> {
  const store = await openStore(config, 'reading');
  try {
    const manifest = await readLatest(store);
    if (!manifest)
      throw new AppError('not_found', `There is no lake at ${store.place}: serve makes it, or lake rebuild.`);
    process.stdout.write(ddlFor(options.for, { manifest, at: options.at ?? store.place }));
    return 0;
  } finally {
    await store.close();
  }
}
