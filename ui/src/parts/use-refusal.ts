import { useLingui } from '@lingui/react/macro';
import type { ApiProblem } from '../api/problem.ts';

/**
 * Why the service refuses a request, in the reader's language: by the kind of the problem, since its texts are English. What
 * there are no words for is told in those.
 */
export function useRefusal(): (refusal: ApiProblem) => string {
  const { t } = useLingui();
  return (refusal) => {
    const seconds = refusal.retryAfter ?? 1;
    const words: Readonly<Record<string, string>> = {
      unauthenticated: t`This takes a key, and there is none that counts.`,
      forbidden: t`The key that you work with does not allow this.`,
      'not-found': t`This is not there, or not any more.`,
      'request-timeout': t`It did not reach the service in time.`,
      'idempotency-key-reused': t`This was made already, as it was sent first.`,
      'too-large': t`That is more than the service takes at once.`,
      'too-costly': t`That takes the service too long: ask for less.`,
      'too-many-requests': t`You have asked too often: go on in ${seconds} s.`,
      'switched-off': t`This service does not offer that.`,
    };
    const detail = saidIn(refusal);
    return words[refusal.kind] ?? t`The service says: ${detail}.`;
  };
}

/** What is said of each part, else of the whole; without the full stop. */
function saidIn({ problem: { errors = [], detail } }: ApiProblem): string {
  const said = errors.map((error) => `${error.parameter ?? error.pointer ?? ''} ${error.detail}`.trim());
  return said.join('; ') || detail.replace(/\.$/, '');
}
