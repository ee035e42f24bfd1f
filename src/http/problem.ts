import { Type } from 'typebox';
import type { InputError } from '../errors.ts';
import { type ProblemName, problemTypes } from './problem-types.ts';

export const problemMediaType = 'application/problem+json';

/** Seconds to wait before trying again, said with what passes. */
export const retryAfterSeconds = 1;

export const Problem = Type.Object(
  {
    type: Type.String({ format: 'uri-reference', description: 'Leads to a page that explains the problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong with this request, and what would be right.' }),
    message: Type.String({ description: 'The same as detail, for clients of the ListingAPI.' }),
    request_id: Type.Optional(Type.String({ description: 'Names this request in the log of the service.' })),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.Optional(Type.String({ description: 'JSON pointer (RFC 6901) into the body.' })),
          parameter: Type.Optional(
            Type.String({ description: 'Name of a query parameter, of a header field, or of a part of the path.' }),
          ),
          detail: Type.String({ description: 'What would be right.' }),
        }),
      ),
    ),
  },
  { $id: 'Problem', description: 'Why a request failed (RFC 9457).' },
);

export type ProblemFacts = { detail: string; errors?: readonly InputError[]; requestId?: string };

/** The body of a problem response. */
export function problemBody(name: ProblemName, { detail, errors = [], requestId }: ProblemFacts): string {
  const { title, status } = problemTypes[name];
  return JSON.stringify({
    ...{ type: `/problems/${name}`, title, status, detail, message: detail },
    ...(requestId === undefined ? {} : { request_id: requestId }),
    ...(errors.length === 0 ? {} : { errors }),
  });
}
