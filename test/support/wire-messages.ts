// PostgreSQL's protocol: every message is a type (1 byte), a length that counts itself (4 bytes), and what it says; the
// first one of a client has no type.

export type WireMessage = {
  /** `P` Parse, `B` Bind, `E` Execute, `S` Sync, `Q` a simple query …; empty for the first of a client. */
  type: string;
  bytes: Buffer;
};

/** Cuts a stream of bytes into messages. */
export class MessageSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #typeBytes: 0 | 1;

  constructor(from: 'client' | 'server') {
    this.#typeBytes = from === 'client' ? 0 : 1;
  }

  push(chunk: Buffer): WireMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: WireMessage[] = [];
    for (let length = this.#length(); length <= this.#rest.length; length = this.#length()) {
      const bytes = this.#rest.subarray(0, length);
      messages.push({ type: bytes.toString('latin1', 0, this.#typeBytes), bytes });
      this.#rest = this.#rest.subarray(length);
      this.#typeBytes = 1;
    }
    return messages;
  }

  #length(): number {
    const isKnown = this.#rest.length >= this.#typeBytes + 4;
    return isKnown ? this.#typeBytes + this.#rest.readInt32BE(this.#typeBytes) : Number.POSITIVE_INFINITY;
  }
}

/** Knows which statement a message of one client is about. */
export class StatementNames {
  readonly #texts = new Map<string, string>();

  /** The SQL of a Query, a Parse, or a Bind of what was parsed. */
  textOf({ type, bytes }: WireMessage): string | undefined {
    const [first = '', second = ''] = bytes.toString('utf8', 5).split('\0');
    if (type === 'Q') return first;
    if (type === 'P') this.#texts.set(first, second);
    return type === 'P' ? second : type === 'B' ? this.#texts.get(second) : undefined;
  }
}
