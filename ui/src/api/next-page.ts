/**
 * The query of the page that a Link header (RFC 8288) leads on to, if there is one. It is the service's own, and so one that
 * the operation takes.
 */
export function nextQuery<Query>(response: Response): Query | undefined {
  const link = response.headers.get('link')?.match(/<([^>]+)>;\s*rel="next"/)?.[1];
  if (link === undefined) return undefined;
  return Object.fromEntries(new URL(link, window.location.href).searchParams) as Query;
}
