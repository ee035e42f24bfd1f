const newline = 0x0a;

/** Rows in the text format of COPY (PostgreSQL manual, COPY, "Text Format"), as texts of whole lines, without the last newline. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline);
    if (end < 0) {
      rest = Buffer.concat([rest, chunk]);
      continue;
    }
    yield rest.length > 0
      ? Buffer.concat([rest, chunk.subarray(0, end)]).toString('utf8')
      : chunk.toString('utf8', 0, end);
    rest = Buffer.from(chunk.subarray(end + 1));
  }
}

/** A column of a row; null where it has none. */
export function column(text: string): string | null {
  if (text === '\\N') return null;
  return text.includes('\\')
    ? text.replace(/\\(.)/g, (_all, character: string) => unescaped[character] ?? character)
    : text;
}

const unescaped: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
