/** DuckDB could not make a statement: there is a mistake in it, or in a file that it reads. */
export class DuckDbFault extends Error {
  /** In the words of DuckDB. */
  readonly reason: string;

  constructor(reason: string) {
    super(`DuckDB: ${reason}`);
    this.reason = reason;
  }
}
