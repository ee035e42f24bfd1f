/** A request to a random listing. */
export type Request = {
  /** Behind `/listings/{id}`. */
  path?: string;
  method?: 'GET' | 'PUT' | 'PATCH' | 'POST';
  /** JSON, in which PRICE stands for a random price; with it goes a Content-Type. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
};

export type LoadOptions = { base: string; request: Request; listings: number; connections: number; seconds: number };

export function headersOf({ body, headers = {} }: Request): Record<string, string> {
  return { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
}
