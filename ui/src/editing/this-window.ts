import { tabStorage } from '../api/browser-storage.ts';
import { takeName } from './window-name.ts';

const lockOf = (name: string) => `window:${name}`;

let taken: string | undefined;

/** The name of this window. To be asked for as soon as the page begins, so that none is left for a tab that is duplicated. */
export function windowName(): string {
  if (taken === undefined) {
    taken = takeName(tabStorage, window);
    if (hasLocks()) navigator.locks.request(lockOf(taken), () => new Promise(() => {})).catch(() => {});
  }
  return taken;
}

/** The windows that are open. Where locks are closed to us, as without TLS, nobody knows: then none seems to be. */
export async function openWindows(): Promise<ReadonlySet<string>> {
  const { held = [] } = hasLocks() ? await navigator.locks.query().catch((): LockManagerSnapshot => ({})) : {};
  const prefix = lockOf('');
  return new Set(held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}

function hasLocks(): boolean {
  return 'locks' in navigator;
}
