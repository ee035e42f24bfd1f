import { AppError } from '../../errors.ts';

/** A file that a question reads is not there, or is damaged: the lake has to be made anew. */
export class UnreadableFile extends AppError {
  /** In the words of DuckDB. */
  readonly reason: string;

  constructor(reason: string) {
    const message =
      'A file of the lake cannot be read: a worker makes it anew within the hour, pricetrail lake rebuild at once.';
    super('unavailable', message, { cause: new Error(`DuckDB: ${reason}`) });
    this.reason = reason;
  }
}
