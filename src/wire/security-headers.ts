import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

type Headers = Readonly<Record<string, string>>;
/** Of a Content Security Policy, such as `{ styleSrc: ["'self'"] }`. */
type Directives = Readonly<Record<string, readonly string[]>>;
type Setter = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const none = ["'none'"];

/** Of what is no document: nothing in it is run, loaded or framed, no page of another origin embeds it, no type is guessed. */
export const dataHeaders = headersOf(
  helmet.contentSecurityPolicy(policyOf({ frameAncestors: none })),
  helmet.crossOriginResourcePolicy(),
  helmet.referrerPolicy(),
  helmet.xContentTypeOptions(),
);

/** Of what came encrypted. Of other names of its domain the service knows nothing. */
export const encryptedHeaders = headersOf(helmet.strictTransportSecurity({ includeSubDomains: false }));

/** Of a document: only what the directives name is loaded. */
export function documentHeaders(directives: Directives): Headers {
  return headersOf(
    helmet({
      contentSecurityPolicy: policyOf({ baseUri: none, formAction: none, frameAncestors: none, ...directives }),
      ...{ referrerPolicy: { policy: 'same-origin' }, xFrameOptions: { action: 'deny' } },
      strictTransportSecurity: false,
    }),
  );
}

function policyOf(directives: Directives) {
  const given = Object.entries({ defaultSrc: none, ...directives }).map(([name, sources]) => [name, [...sources]]);
  return { useDefaults: false, directives: Object.fromEntries(given) };
}

/** What helmet sets, worked out once: with each answer, as its plugin does, that adds a third or more to a bare route's time. */
function headersOf(...setters: readonly Setter[]): Headers {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  for (const set of setters) set(response.req, response, () => {});
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
