import createClient from 'openapi-fetch';
import { tabStorage } from './browser-storage.ts';
import { consistencyTokens } from './consistency.ts';
import { Credential } from './credential.ts';
import { fetchAs } from './fetch-as.ts';
import { ApiProblem, problemOf } from './problem.ts';
import type { paths } from './schema.ts';
import { ServiceClock } from './service-clock.ts';

export const credential = new Credential(tabStorage);
/** What every date that is sent is worked out by. */
export const clock = new ServiceClock();

/** The public HTTP API, typed by its committed document. */
export const api = createClient<paths>({
  baseUrl: '/',
  fetch: fetchAs(credential),
  querySerializer: { array: { style: 'form', explode: false } }, // lists are written with commas
});

export const tokens = consistencyTokens();
api.use({
  onRequest: ({ request }) => tokens.bring(request),
  onResponse: ({ request, response }) => {
    tokens.answered(request, response);
    clock.note(response);
  },
});

export type Answer<T> = { data?: T; error?: unknown; response: Response };
export type Answered<T> = { data: T; response: Response };

/**
 * What was answered, with its headers.
 * @throws ApiProblem for what is not 2xx, and where nothing was answered at all (`status` 0)
 */
export async function answered<T>(asking: Promise<Answer<T>>): Promise<Answered<T>> {
  const { data, error, response } = await asking.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiProblem({ status: 0, title: 'No answer', detail: String(cause) });
  });
  if (!response.ok) throw problemOf(response, error);
  return { data: data as T, response };
}

/** What was answered, where its headers do not matter. @throws ApiProblem as {@link answered} does */
export async function read<T>(asking: Promise<Answer<T>>): Promise<T> {
  return (await answered(asking)).data;
}
