import type { Mutant } from './mutant.ts';

const room = 'src/db/waiting-room.ts';

/** Promises about more demand than the database can take, and about clients that go away. */
export const ofLoad: readonly Mutant[] = [
  {
    name: 'late-reopens-room',
    promise: 'Who gives up waiting lets nobody else wait for a database that serves nobody.',
    edits: [
      { file: room, from: 'this.#waiting.delete(visitor);', to: 'if (this.#waiting.delete(visitor)) this.progress();' },
    ],
    tests: ['db/waiting-room.test.ts'],
  },
  {
    name: 'hang-not-noticed',
    promise: 'Where nobody is served for longer than the patience the next one is refused at once.',
    edits: [{ file: room, from: 'now - this.#heldUpSince <= patienceMs', to: 'now >= this.#heldUpSince' }],
    tests: ['http/overload.test.ts'],
    only: 'a database that hangs lets searches',
  },
  {
    name: 'search-not-cancelled',
    promise: 'The search of a client that goes away is cancelled.',
    edits: [
      {
        file: 'src/db/cancellable.ts',
        from: "signal.addEventListener('abort', cancel, { once: true });",
        to: "signal.addEventListener('other', cancel, { once: true });",
      },
    ],
    tests: ['http/client-gone.test.ts'],
    only: 'a client that goes away cancels its search',
  },
  {
    name: 'worker-not-replaced',
    promise: 'A worker that dies is started again.',
    edits: [{ file: 'src/cli/workers.ts', from: '      this.#restart(delayMs);', to: '' }],
    tests: ['cli/workers.test.ts'],
    only: 'a worker that dies is replaced',
  },
];
