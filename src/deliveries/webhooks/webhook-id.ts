import { AppError } from '../../errors.ts';

/** @throws AppError `not_found` for what is no id. */
export function parseWebhookId(text: string): string {
  if (/^[1-9]\d{0,17}$/.test(text)) return text;
  throw new AppError('not_found', 'There is no such webhook: an id is a positive whole number.');
}

export function noSuchWebhook(id: string): AppError {
  return new AppError('not_found', `There is no webhook ${id}.`);
}

/** What a use case says to a row that is not there. */
export function there<Row>(row: Row | undefined, id: string): Row {
  if (row === undefined) throw noSuchWebhook(id);
  return row;
}
