import { untilCaughtUp } from '../until-caught-up.ts';
import { fillCutHomes } from './cut-homes.ts';
import { servedPage } from './page-world.ts';

/** The pages of a service with homes whose prices were cut, and figures of them. */
export function servedCutHomes() {
  return servedPage({
    path: '',
    withLake: true,
    fill: async (api) => {
      await fillCutHomes(api);
      await untilCaughtUp(api);
    },
  });
}
