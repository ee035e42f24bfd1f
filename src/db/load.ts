/** How much is asked of some connections at a moment. */
export type Load = {
  /** How many there may be. */
  connections: number;
  /** How many of them have something to do. */
  busy: number;
  /** How many statements or transactions wait. */
  waiting: number;
};
