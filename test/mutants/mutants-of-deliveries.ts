import type { Mutant } from './mutant.ts';

const webhooks = 'src/deliveries/webhooks';
const tests = 'deliveries/webhooks';

/** What receivers rely on, and what nobody may be reached by. */
export const ofDeliveries: readonly Mutant[] = [
  {
    name: 'connected-unchecked',
    promise: 'Nothing is sent to an address inside, whatever the name said when it was looked up.',
    edits: [
      { file: `${webhooks}/post-event.ts`, from: 'this.#checkConnected(sent, host);', to: '' },
      { file: `${webhooks}/post-event.ts`, from: 'lookup: this.#guard.lookup', to: '...{}' },
    ],
    tests: [`${tests}/poster.test.ts`],
  },
  {
    name: 'reset-as-failure',
    promise: 'A kept connection that the receiver closes as it is used is no failure.',
    edits: [{ file: `${webhooks}/post-event.ts`, from: 'request?.reusedSocket && isReset', to: 'false' }],
    tests: [`${tests}/poster.test.ts`],
  },
  {
    name: 'echo-kept',
    promise: 'H6: nothing of a deleted listing is kept, not even what a receiver echoes.',
    edits: [
      {
        file: 'migrations/0008_webhook.sql',
        from: 'UPDATE public.webhook_delivery SET response_excerpt = NULL',
        to: 'UPDATE public.webhook_delivery SET response_excerpt = response_excerpt',
      },
    ],
    tests: [`${tests}/telling.test.ts`],
  },
  {
    name: 'slow-as-others',
    promise: 'A receiver that is slow holds up no other one.',
    edits: [{ file: `${webhooks}/slots.ts`, from: 'each: 32, slow: 2, all: 512', to: 'each: 512, slow: 512, all: 32' }],
    tests: [`${tests}/attempts.test.ts`],
  },
  {
    name: 'goes-on-though-held-up',
    promise: 'It is told that webhooks go on once nothing holds them up any more.',
    edits: [{ file: `${webhooks}/delivery-worker.ts`, from: 'if (!this.isHeldUp) tell();', to: 'tell();' }],
    tests: [`${tests}/secrets-key.test.ts`],
  },
  {
    name: 'moved-twice',
    promise: 'What was moved by somebody else meanwhile gets nothing of a step: no event is left out.',
    edits: [{ file: `${webhooks}/hand-out.sql.ts`, from: ' AND cursor = $2 AND ', to: " AND $2 <> '' AND " }],
    tests: [`${tests}/hand-out.test.ts`],
  },
];
