import type { Database } from '../db/database.ts';
import type { Log } from '../log/open-log.ts';
import type { LakeWorker } from '../market/lake/lake-worker.ts';
import type { LakeConfig } from '../market/open-lake.ts';

type Keeper = { readonly isHeldUp: boolean; start(): void; stop(): Promise<void>; abandon(): void };

/** Keeps the lake up with the feed. What that takes is loaded once it begins, after the service answers. */
export function lakeKeeper(db: Database, config: LakeConfig, log: Log): Keeper {
  const held = (err: unknown) => log.warn({ err }, 'the lake is held up');
  const onRecovery = () => log.info('the lake goes on');
  let loading: Promise<LakeWorker | undefined> | undefined;
  let keeping: LakeWorker | undefined;
  const load = async () => {
    const { LakeWorker } = await import('../market/lake/lake-worker.ts');
    const { openLake } = await import('../market/open-lake.ts');
    const open = async () => ({ ...(await openLake(config)), db });
    return new LakeWorker({ open, onFailure: held, onRecovery, onNote: (text) => log.info(text) });
  };
  return {
    get isHeldUp() {
      return keeping?.isHeldUp ?? false;
    },
    start: () => {
      loading = load().then((worker) => {
        worker.start();
        keeping = worker;
        return worker;
      });
      loading.catch(held);
    },
    stop: async () => await (await loading?.catch(() => undefined))?.stop(),
    abandon: () => keeping?.abandon(),
  };
}
