import type { Mutant } from './mutant.ts';
import { ofAccess } from './mutants-of-access.ts';
import { ofDeliveries } from './mutants-of-deliveries.ts';
import { ofExports } from './mutants-of-exports.ts';
import { ofFeed } from './mutants-of-feed.ts';
import { ofHistory } from './mutants-of-history.ts';
import { ofHttp } from './mutants-of-http.ts';
import { ofImports } from './mutants-of-imports.ts';
import { ofLive } from './mutants-of-live.ts';
import { ofLoad } from './mutants-of-load.ts';
import { ofMarket } from './mutants-of-market.ts';
import { ofRelay } from './mutants-of-relay.ts';
import { ofSearch } from './mutants-of-search.ts';
import { ofTime } from './mutants-of-time.ts';

export const mutants: readonly Mutant[] = [
  ...ofFeed,
  ...ofHistory,
  ...ofTime,
  ...ofHttp,
  ...ofLoad,
  ...ofSearch,
  ...ofLive,
  ...ofExports,
  ...ofDeliveries,
  ...ofImports,
  ...ofRelay,
  ...ofMarket,
  ...ofAccess,
];
