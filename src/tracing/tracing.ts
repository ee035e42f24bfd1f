import type { ContextManager, Span, SpanOptions, Tracer } from '@opentelemetry/api';
import type { StatementListener } from '../db/ask.ts';
import { parseTraceParent } from '../wire/trace-parent.ts';

type Api = typeof import('@opentelemetry/api');

export type RequestFacts = {
  method: string;
  /** Without its query; undefined where it is not to be kept. */
  path: string | undefined;
  requestId: string;
  /** The field of the request, if it has one. */
  traceparent: string | undefined;
};

/** A request while it is answered. */
export type RequestSpan = {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** Does the work as a part of it. */
  within(work: () => void): void;
  end(answer: { route: string; status: number }): void;
};

export type TracingParts = {
  api: Api;
  tracer: Tracer;
  contexts: ContextManager;
  shutdown: () => Promise<void>;
};

const closingMs = 2_000;

/**
 * Spans of requests and of the statements that they lead to, in the terms of OpenTelemetry's semantic conventions. Statements that
 * are made for several requests at once are a part of the one that came first.
 */
export class Tracing {
  readonly #parts: TracingParts;

  constructor(parts: TracingParts) {
    this.#parts = parts;
  }

  request({ method, path, requestId, traceparent }: RequestFacts): RequestSpan {
    const { api, tracer, contexts } = this.#parts;
    const attributes = {
      ...{ 'http.request.method': method, ...(path === undefined ? {} : { 'url.path': path }) },
      'pricetrail.request_id': requestId,
    };
    const parent = this.#parentOf(traceparent);
    const span = tracer.startSpan(method, { kind: api.SpanKind.SERVER, attributes }, parent);
    const context = api.trace.setSpan(parent, span);
    return {
      traceId: span.spanContext().traceId,
      within: (work) => contexts.with(context, work),
      end: ({ route, status }) => {
        span.updateName(`${method} ${route}`);
        span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
        if (status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  /** Text has the places of values, not the values. What is asked of no request is no span: that would be most of them. */
  readonly statement: StatementListener = ({ name, text }) => {
    const { api, tracer, contexts } = this.#parts;
    const context = contexts.active();
    if (api.trace.getSpan(context) === undefined) return () => {};
    const operation = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
    const options: SpanOptions = {
      kind: api.SpanKind.CLIENT,
      attributes: { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': text },
    };
    return ending(api, tracer.startSpan(name ?? operation, options, context));
  };

  /** Sends what has ended, as far as the collector takes it in time. */
  async close(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, closingMs);
    await Promise.race([this.#parts.shutdown().catch(() => {}), late]); // what cannot be sent was told
    clearTimeout(timer);
  }

  #parentOf(traceparent: string | undefined) {
    const { api } = this.#parts;
    const parent = parseTraceParent(traceparent);
    if (!parent) return api.ROOT_CONTEXT;
    const { traceId, spanId, isSampled } = parent;
    const traceFlags = isSampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE;
    return api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
  }
}

/** Of a failure its code is told: its message may quote what was written. */
function ending(api: Api, span: Span): (failure?: Error) => void {
  return (failure) => {
    if (failure) {
      span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.setAttribute('error.type', 'code' in failure ? String(failure.code) : failure.name);
    }
    span.end();
  };
}
