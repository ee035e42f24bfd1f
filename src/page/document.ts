import { documentHeaders } from '../wire/security-headers.ts';

/** Of a document of the page: only what this service sends is loaded, and no script that stands in it: what a listing says is never run. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  ...documentHeaders({
    ...{ scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'] },
    ...{ connectSrc: ["'self'"], manifestSrc: ["'self'"] },
  }),
  'cache-control': 'no-cache',
};
