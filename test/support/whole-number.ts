import { InvalidArgumentError } from 'commander';

/** Reads an option: a whole number from 1 on. @throws InvalidArgumentError for anything else. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}
