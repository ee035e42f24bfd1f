type QueryValue = string | number | readonly (string | number)[] | undefined;

/**
 * A Link header (RFC 8288) to the same path with another query; the target is relative, so that it holds behind any proxy.
 */
export function linkTo(relation: string, path: string, query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.append(name, String(value));
  }
  return `<${path}?${search}>; rel="${relation}"`;
}
