/** A request to a random listing; a POST goes to all of them. */
export type Request = {
  /** Behind `/listings/{id}`. */
  path?: string;
  method?: 'GET' | 'PUT' | 'PATCH' | 'POST';
  /** JSON, in which PRICE stands for a random price; with it goes a Content-Type. Of several the nth is for listing n. */
  body?: string | readonly string[];
  headers?: Readonly<Record<string, string>>;
};

export type LoadOptions = {
  base: string;
  request: Request;
  /** How many there are; their ids begin with 1. */
  listings: number;
  connections: number;
  seconds: number;
  /** For how long each connection waits before a request, in ms, on average: exponentially distributed. @default 0 */
  pauseMs?: number;
  /** How many of the answers are to be errors. @default none */
  errors?: Errors;
};

export type Errors = 'none' | 'some' | 'all';

/** Whether as many failed as are to. */
export function isAsWanted(failed: number, errors: Errors = 'none'): boolean {
  return errors === 'some' || failed > 0 === (errors === 'all');
}

/** What answered: how many requests a second, and after how many ms. */
export type Load = { rate: number; p50Ms: number; p99Ms: number };

export function headersOf({ body, headers = {} }: Request): Record<string, string> {
  return { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
}

/** Those of the listings that a request can go to. */
export function listingsFor({ body }: Request, listings: number): number {
  return Array.isArray(body) ? body.length : listings;
}
