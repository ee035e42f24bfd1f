import { type FunctionComponent, useSyncExternalStore } from 'react';
import { loadFile } from '../api/load-file.ts';

/** A part of the page that could not be loaded. */
export class PartMissing extends Error {
  /** Lets who shows the part next load it anew. */
  readonly forget: () => void;

  constructor(cause: unknown, forget: () => void) {
    super('a dynamically imported module of the page did not come', { cause });
    this.forget = forget;
  }
}

/** A part that is loaded when it is first shown, or sooner: `begin` does not wait for that. */
export type LaterPart = FunctionComponent & { begin: () => void };

type Loading = { Part?: FunctionComponent; missing?: PartMissing };

/**
 * A part of the page that is loaded when it is needed, with nothing in its place until then. It throws a {@link PartMissing}
 * where that fails, until it is forgotten. React's own `lazy` is not for this: what has shown a fallback is held back until
 * 300 ms after it, however soon the part comes.
 */
export function later(load: () => Promise<FunctionComponent>): LaterPart {
  const watchers = new Set<() => void>();
  let loading: Loading | undefined;
  const settle = (now: Loading | undefined) => {
    loading = now;
    for (const watcher of watchers) watcher();
  };
  const begin = () => {
    if (loading) return;
    loading = {};
    loadFile(load).then(
      (Part) => settle({ Part }),
      (cause: unknown) => settle({ missing: new PartMissing(cause, () => settle(undefined)) }),
    );
  };
  const watch = (watcher: () => void) => {
    begin();
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  };
  function Later() {
    const { Part, missing } = useSyncExternalStore(watch, () => loading) ?? {};
    if (missing) throw missing;
    return Part && <Part />;
  }
  return Object.assign(Later, { begin });
}
