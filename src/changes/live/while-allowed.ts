export type Allowance = {
  /** Whether who asked still may. */
  mayStill: () => Promise<boolean>;
  /** For so long, in ms, it is not looked up again. */
  pauseMs: number;
};

/**
 * What is told for as long as who asked may be told it: a key may be revoked and a token expire while a stream is open. It is looked
 * up before something is told.
 */
export async function* whileAllowed<T>(told: AsyncIterable<T>, { mayStill, pauseMs }: Allowance): AsyncGenerator<T> {
  let looked = performance.now();
  for await (const one of told) {
    if (performance.now() - looked >= pauseMs) {
      if (!(await mayStill())) return;
      looked = performance.now();
    }
    yield one;
  }
}
