/** A write of several: takes the tag that the listing has by then, and answers with the one that it has by it. */
export type Step = (etag: string) => Promise<string>;

/** Writes one after the other, each where the one before left the listing; called again it goes on with what failed. */
export function inSteps(etag: string, steps: readonly Step[]) {
  let made = { etag, count: 0 };
  return {
    go: async (): Promise<void> => {
      for (const step of steps.slice(made.count)) made = { etag: await step(made.etag), count: made.count + 1 };
    },
    /** Whether some of it stands. */
    isBegun: (): boolean => made.count > 0,
  };
}
