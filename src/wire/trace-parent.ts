/** Which trace a request is a part of (W3C Trace Context, 3.2). */
export type TraceParent = {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** The span that asks, 16 of them. */
  spanId: string;
  isSampled: boolean;
};

const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** @returns undefined where it is none: then a trace begins here (3.2.2.3). Of a later version its first four parts count. */
export function parseTraceParent(field: string | undefined): TraceParent | undefined {
  const [, version, traceId, spanId, flags = '', more] = form.exec(field ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
