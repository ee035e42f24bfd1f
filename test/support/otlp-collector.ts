import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector gets it (OTLP 1.x, `opentelemetry/proto/trace/v1/trace.proto`). */
export type TakenSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  attributes: Record<string, string | number>;
  isError: boolean;
};

export type Collector = {
  url: string;
  spans: TakenSpan[];
  /** What each batch says of the service. */
  resources: Record<string, string | number>[];
  close(): Promise<void>;
};

/** Takes spans by OTLP over HTTP, and keeps them. */
export async function startCollector(): Promise<Collector> {
  const [spans, resources]: [TakenSpan[], Record<string, string | number>[]] = [[], []];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') take(Buffer.concat(chunks));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  const take = (body: Buffer) => {
    for (const resourceSpans of fields(body, 1)) {
      for (const resource of fields(resourceSpans, 1)) resources.push(attributesOf(resource, 1));
      for (const scope of fields(resourceSpans, 2)) spans.push(...fields(scope, 2).map(toSpan));
    }
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, spans, resources, close };
}

function toSpan(span: Buffer): TakenSpan {
  const hex = (field: number) => fields(span, field)[0]?.toString('hex') ?? '';
  const status = fields(span, 15)[0];
  return {
    ...{ traceId: hex(1), spanId: hex(2), parentSpanId: hex(4) },
    ...{ name: String(fields(span, 5)[0] ?? ''), kind: number(span, 6) ?? 0 },
    attributes: attributesOf(span, 9),
    isError: status !== undefined && number(status, 3) === 2,
  };
}

function attributesOf(message: Buffer, field: number): Record<string, string | number> {
  const entries = fields(message, field).map((pair) => {
    const value = fields(pair, 2)[0] ?? Buffer.alloc(0);
    return [String(fields(pair, 1)[0]), fields(value, 1)[0]?.toString() ?? number(value, 3) ?? ''] as const;
  });
  return Object.fromEntries(entries);
}

type Field = { field: number; bytes: Buffer | undefined; number: number | undefined };

/** The values of a field that is a text, bytes or a message. */
function fields(message: Buffer, field: number): Buffer[] {
  return read(message).flatMap((each) => (each.field === field && each.bytes ? [each.bytes] : []));
}

function number(message: Buffer, field: number): number | undefined {
  return read(message).find((each) => each.field === field)?.number;
}

/** The wire format of protocol buffers. */
function read(message: Buffer): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = () => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  const bytes = (length: number) => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const [field, type] = [key >>> 3, key & 7];
    if (type === 0) found.push({ field, bytes: undefined, number: varint() });
    else found.push({ field, bytes: bytes(type === 2 ? varint() : type === 1 ? 8 : 4), number: undefined });
  }
  return found;
}
