/** The lowest and the highest of several; of equal ones the first. */
export function extremesOf<T>(all: readonly [T, ...T[]], by: (each: T) => number): { lowest: T; highest: T } {
  const [first] = all;
  return {
    lowest: all.reduce((low, each) => (by(each) < by(low) ? each : low), first),
    highest: all.reduce((high, each) => (by(each) > by(high) ? each : high), first),
  };
}
