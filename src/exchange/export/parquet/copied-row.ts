/** The columns of a row in the binary format of COPY: places in bytes that the next row overwrites. */
export class CopiedRow {
  bytes: Buffer = Buffer.alloc(0);
  /** Where each column begins; -1: it is null. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  text(place: number): string | null {
    const start = this.starts[place] ?? -1;
    return start < 0 ? null : this.bytes.toString('utf8', start, this.ends[place]);
  }

  /** Of a jsonb: before its text stands the version of its form. */
  json(place: number): string | null {
    return this.text(place)?.slice(1) ?? null;
  }

  /** A number of 64 bits without a sign, as text. */
  int64(place: number): string {
    return String(this.bytes.readBigUInt64BE(this.starts[place] ?? -1));
  }
}
