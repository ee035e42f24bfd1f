export type Line = {
  /** Counted from 1, blank lines included. */
  number: number;
  /** Undefined: the line is longer than the limit, and was skipped. */
  bytes: Uint8Array | undefined;
};

const newline = 0x0a;

/** The lines of a text, in batches as they arrive; blank ones are left out. Memory is bounded by the longest line allowed. */
export async function* readLines(source: AsyncIterable<Buffer>, longestBytes: number): AsyncGenerator<Line[]> {
  let number = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const take = (end: Buffer): Line | undefined => {
    number += 1;
    const length = pendingBytes + end.length;
    const bytes = pending.length > 0 ? Buffer.concat([...pending, end]) : end;
    pending = [];
    pendingBytes = 0;
    if (length > longestBytes) return { number, bytes: undefined };
    return isBlank(bytes) ? undefined : { number, bytes };
  };
  for await (const chunk of source) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const line = take(chunk.subarray(start, end));
      if (line) lines.push(line);
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    if (pendingBytes <= longestBytes) pending.push(rest);
    pendingBytes += rest.length;
    if (lines.length > 0) yield lines;
  }
  const last = pendingBytes > 0 ? take(Buffer.alloc(0)) : undefined;
  if (last) yield [last];
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
