import { QueryClient } from '@tanstack/react-query';
import { credential } from './client.ts';
import { ApiProblem, isRefusal } from './problem.ts';

/**
 * What was read stays on the screen while it is read again; what cannot succeed is not tried again, until there is another key.
 */
export function newQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // Who is offline is told so by what fails, rather than left waiting.
      queries: {
        ...{ staleTime: 15_000, gcTime: 300_000, retry: isWorthRetrying, retryDelay },
        ...{ networkMode: 'always', refetchOnReconnect: true },
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  credential.onKey(() => {
    if (credential.state().key === undefined) return;
    void client.invalidateQueries({ predicate: ({ state }) => isRefusal(state.error) });
  });
  return client;
}

const mostRetries = 2;

function isWorthRetrying(failures: number, error: unknown): boolean {
  const mayPass = !(error instanceof ApiProblem) || error.status === 0 || error.status === 503;
  return mayPass && failures < mostRetries && navigator.onLine;
}

/** In ms: what the service said, else one second, then two. */
function retryDelay(failures: number, error: unknown): number {
  const said = error instanceof ApiProblem ? error.retryAfter : undefined;
  return Math.min(said ?? 2 ** failures, 5) * 1_000;
}
