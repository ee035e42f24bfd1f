import { createParser, type ParserCallbacks } from 'eventsource-parser';

/** Reads a body of server-sent events (HTML, 9.2) until it ends. @throws where the connection breaks, or the signal is given */
export async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  callbacks: ParserCallbacks,
  signal?: AbortSignal,
): Promise<void> {
  const parser = createParser(callbacks);
  const texts = body.pipeThrough(new TextDecoderStream());
  await texts.pipeTo(new WritableStream({ write: (text) => parser.feed(text) }), signal && { signal });
}
