import type { TestApi } from './test-api.ts';

export type Operation = { id: string; method: string; path: string };

type Document = { paths: Record<string, Record<string, { operationId: string }>> };

/** What the API says that it has; paths with an id of 1, and an instant. */
export async function operationsOf({ call }: Pick<TestApi, 'call'>): Promise<Operation[]> {
  const { paths } = (await call('GET', '/openapi.json')).body as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path: path.replace('{effective_at}', '2020-01-01T00:00:00Z').replaceAll(/\{\w+\}/g, '1'),
    })),
  );
}
