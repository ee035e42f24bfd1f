type QueryValue = string | number | readonly (string | number)[] | undefined;

/**
 * A Link header (RFC 8288) to the same path with another query; the target is relative, so that it holds behind any proxy.
 * Commas stay as they are (RFC 3986, 3.4): a list of hundreds of ids would not fit into a header otherwise.
 */
export function linkTo(relation: string, path: string, query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.append(name, String(value));
  }
  return `<${path}?${String(search).replaceAll('%2C', ',')}>; rel="${relation}"`;
}
