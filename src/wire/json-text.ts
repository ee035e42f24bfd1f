import { AppError } from '../errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads one JSON value (RFC 8259) from UTF-8 bytes. Of duplicate members the last one counts.
 * @throws AppError `malformed` for anything else, saying what is wrong where.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new AppError('malformed', 'This is not UTF-8 text.');
  }
  if (text.trim() === '') throw new AppError('malformed', 'There is no JSON value: the text is empty.');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/ \(line \d+ column \d+\)$/, '');
    throw new AppError('malformed', `This is not JSON: ${printable(reason)}.`);
  }
}

const longest = 200;

/** Text from outside as it may stand in a message: control characters and lone surrogates escaped, at most 200 long. */
export function printable(text: string): string {
  const escaped = text
    .slice(0, longest + 1)
    .replace(/[\p{Cc}\p{Cs}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return escaped.length > longest ? `${escaped.slice(0, longest).replace(/\p{Cs}$/u, '')}…` : escaped;
}
