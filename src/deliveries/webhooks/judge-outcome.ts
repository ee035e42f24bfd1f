import type { Attempt, ClaimedDelivery } from './deliveries.sql.ts';
import type { Outcome } from './post-event.ts';
import { retryDelay } from './retry-schedule.ts';

type Judged = Pick<Attempt, 'status' | 'againMs' | 'disable'>;

export function isSuccess({ status }: Outcome): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** What follows from an attempt: 2xx is a success, 410 ends the webhook, anything else is tried again, until it was tried enough. */
export function judgeOutcome({ attempts }: Pick<ClaimedDelivery, 'attempts'>, outcome: Outcome): Judged {
  const { status, retryAfterMs, excerpt } = outcome;
  if (isSuccess(outcome)) return { status: 'delivered', againMs: null, disable: null };
  if (status === 410) return { status: 'failed', againMs: null, disable: 'The receiver answered 410 Gone.' };
  const failed = attempts + 1;
  const againMs = retryDelay(failed, retryAfterMs);
  if (againMs !== undefined) return { status: 'pending', againMs, disable: null };
  const last = status === undefined ? excerpt : `status ${status}`;
  return {
    status: 'failed',
    againMs: null,
    disable: `A delivery failed ${failed} times, the last time with: ${last}.`,
  };
}
