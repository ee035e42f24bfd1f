import { type FunctionComponent, lazy } from 'react';
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

/** A part of the page that is loaded when it is first shown. It throws a {@link PartMissing} where that fails, until it is forgotten. */
export function later(load: () => Promise<FunctionComponent>): FunctionComponent {
  const attempt = () =>
    lazy(async () => {
      try {
        return { default: await loadFile(load) };
      } catch (cause) {
        throw new PartMissing(cause, () => {
          Part = attempt();
        });
      }
    });
  let Part = attempt();
  return function Later() {
    return <Part />;
  };
}
