import type { Page } from './drawing.ts';
import { large } from './page-large.ts';
import { processes } from './page-processes.ts';
import { small } from './page-small.ts';

export const pages: readonly Page[] = [processes, small, large];
