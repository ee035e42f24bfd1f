/** An answer as it came over the wire. */
export type WireAnswer = { status: number; fields: readonly (readonly [string, string])[]; body: Buffer };

/** What is there is no answer by HTTP/1.1. */
export class BrokenAnswer extends Error {}

/** Whether it has no body whatever its header says (RFC 9112, 6.3). */
function isBodiless(status: number, method: string): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

export function fieldOf({ fields }: Pick<WireAnswer, 'fields'>, name: string): string | undefined {
  return fields.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** Takes answers off the bytes of a connection, and nothing but whole and well-formed ones. */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** What is not taken yet. */
  get rest(): Buffer {
    return this.#bytes;
  }

  /** Its header only: of a stream the body does not end. */
  peek(): Omit<WireAnswer, 'body'> | undefined {
    return this.#head()?.answer;
  }

  /** The next one that is no 1xx, if all of it is there. @throws BrokenAnswer */
  take(method: string): WireAnswer | undefined {
    for (;;) {
      const head = this.#head();
      if (!head) return undefined;
      const isInterim = head.answer.status < 200;
      const found = isInterim || isBodiless(head.answer.status, method) ? none(head.end) : this.#body(head);
      if (!found) return undefined;
      this.#bytes = this.#bytes.subarray(found.end);
      if (!isInterim) return { ...head.answer, body: found.body };
    }
  }

  #head(): { answer: Omit<WireAnswer, 'body'>; end: number } | undefined {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = this.#bytes.subarray(0, end).toString('latin1').split('\r\n');
    const status = /^HTTP\/1\.1 ([1-5]\d\d) [\x20-\x7e]*$/.exec(first)?.[1];
    if (status === undefined) throw new BrokenAnswer(`no status line: ${first.slice(0, 200)}`);
    return { answer: { status: Number(status), fields: lines.map(readField) }, end: end + 4 };
  }

  #body({ answer, end }: { answer: Omit<WireAnswer, 'body'>; end: number }) {
    const coding = fieldOf(answer, 'transfer-encoding');
    const length = fieldOf(answer, 'content-length');
    if ((coding === undefined) === (length === undefined)) throw new BrokenAnswer('not one of two kinds of length');
    if (coding !== undefined) return readChunks(this.#bytes, end);
    const whole = end + Number(length);
    return this.#bytes.length < whole ? undefined : { body: this.#bytes.subarray(end, whole), end: whole };
  }
}

function none(end: number) {
  return { body: Buffer.alloc(0), end };
}

function readField(line: string): readonly [string, string] {
  const found = /^([\w!#$%&'*+.^`|~-]+): ?([\x20-\x7e\x80-\xff]*)$/.exec(line);
  if (!found) throw new BrokenAnswer(`no field: ${JSON.stringify(line.slice(0, 200))}`);
  return [found[1] ?? '', found[2] ?? ''];
}

function readChunks(bytes: Buffer, begin: number): { body: Buffer; end: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = begin; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = bytes.subarray(at, lineEnd).toString('latin1');
    if (!/^[0-9a-f]+$/i.test(size)) throw new BrokenAnswer(`no size of a chunk: ${JSON.stringify(size.slice(0, 50))}`);
    const end = lineEnd + 2 + Number.parseInt(size, 16);
    if (bytes.length < end + 2) return undefined;
    chunks.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
    if (/^0+$/.test(size)) return { body: Buffer.concat(chunks), end: at };
  }
}
