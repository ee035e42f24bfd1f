/** What a server offers beside listings and their prices. */
export type Abilities = {
  /** Writes with an Idempotency-Key can be repeated. */
  keys: boolean;
  /** A write whose outcome is unknown is told from one that was not written. */
  outcomes: boolean;
  feed: boolean;
  asOf: boolean;
};

type Operation = { parameters?: { name: string }[] };

export async function abilitiesOf(base: string): Promise<Abilities> {
  const response = await fetch(`${base}/openapi.json`, { signal: AbortSignal.timeout(10_000) });
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Operation>> };
  const takes = (path: string, method: string, name: string) =>
    (paths[path]?.[method]?.parameters ?? []).some((parameter) => parameter.name.toLowerCase() === name);
  const page = await fetch(`${base}/problems/outcome-unknown`, { signal: AbortSignal.timeout(10_000) });
  return {
    keys: takes('/listings', 'post', 'idempotency-key'),
    outcomes: page.status === 200,
    feed: '/changes' in paths,
    asOf: takes('/listings/{id}', 'get', 'as_of'),
  };
}
