import { get, type IncomingMessage } from 'node:http';
import type { Change } from '../../src/changes/change.ts';
import { until } from './until.ts';

export type StreamEvent = { name: string; id: string; data: string };

/** A reader of server-sent events, as the HTML standard has it (9.2.6), which keeps all that it was told. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  readonly comments: string[] = [];
  retryMs: number | undefined;
  lastEventId = '';
  ended = false;
  readonly response: IncomingMessage;
  #rest = '';
  /** That of the last event only once the blank line behind it has come: the connection may be cut in between. */
  #id = '';
  #event = { name: '', data: '' };

  private constructor(response: IncomingMessage) {
    this.response = response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.#read(chunk));
    response.on('end', () => {
      this.ended = true;
    });
    response.on('error', () => {});
  }

  /** @returns once the header is there */
  static async open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    get(url, { agent: false, headers: { accept: 'text/event-stream', ...headers } }, resolve).on('error', reject);
    return new EventStream(await promise);
  }

  get changes(): Change[] {
    return this.events.filter(({ name }) => name === 'message').map(({ data }) => JSON.parse(data));
  }

  /** Waits for so many changes altogether. */
  async untilChanges(count: number): Promise<Change[]> {
    await until(`there are ${count} changes`, async () => this.changes.length >= count);
    return this.changes;
  }

  async untilEvent(name: string): Promise<StreamEvent> {
    await until(`there is an event ${name}`, async () => this.events.some((event) => event.name === name));
    return this.events.find((event) => event.name === name) as StreamEvent;
  }

  close(): void {
    this.response.destroy();
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (line === '') this.#dispatch();
    else if (field === '') this.comments.push(value);
    else if (field === 'id') this.#id = value;
    else if (field === 'event') this.#event.name = value;
    else if (field === 'data') this.#event.data += value;
    else if (field === 'retry') this.retryMs = Number(value);
  }

  #dispatch(): void {
    const { name, data } = this.#event;
    this.#event = { name: '', data: '' };
    this.lastEventId = this.#id;
    if (data !== '') this.events.push({ name: name || 'message', id: this.lastEventId, data });
  }
}
