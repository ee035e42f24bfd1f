import type { Mutant } from './mutant.ts';

const groups = 'src/db/grouped-writes.ts';

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
    name: 'late-replica-answers',
    promise: 'A read that brings the token of a write sees it.',
    edits: [{ file: 'src/db/wal-position.ts', from: 'return rows[0]?.ok === true;', to: 'return true;' }],
    tests: ['faults/replica-reads.test.ts'],
    only: 'reads come from the replica',
  },
  {
    name: 'final-from-replica',
    promise: 'What is final comes from the primary: a late replica would have it cached as it never was (H10).',
    edits: [
      {
        file: 'src/listings/reads-for.ts',
        from: 'query.known_at === undefined ? db.readsAfter(position) : db.reads',
        to: 'query.known_at === "" ? db.reads : db.readsAfter(position)',
      },
    ],
    tests: ['faults/replica-reads.test.ts'],
    only: 'reads come from the replica',
  },
  {
    name: 'lag-not-noticed',
    promise: 'A replica that is too far behind is not read.',
    edits: [
      {
        file: 'src/db/replica-state.ts',
        from: 'seen.primary !== undefined && now - this.#freshAt > this.#rules.lagMs',
        to: 'seen.primary !== undefined && now < this.#freshAt',
      },
    ],
    tests: ['db/replica-state.test.ts'],
  },
  {
    name: 'worker-not-replaced',
    promise: 'A worker that dies is started again.',
    edits: [{ file: 'src/cli/workers.ts', from: '      void this.#restart(delayMs);', to: '' }],
    tests: ['cli/workers.test.ts'],
    only: 'a worker that dies is replaced',
  },
  {
    name: 'connection-outlives-its-worker',
    promise: 'A connection whose worker dies is reset or answered, and never hangs.',
    edits: [
      { file: 'src/cli/workers.ts', from: 'cluster.SCHED_NONE', to: 'cluster.SCHED_RR' },
      { file: 'src/cli/workers.ts', from: 'reusePort: portIsShared', to: 'reusePort: false' },
    ],
    tests: ['cli/workers.test.ts'],
    only: 'a connection that was given to a worker which dies',
  },
  {
    name: 'port-shared-with-others',
    promise: 'Two services never share a port.',
    edits: [
      {
        file: 'src/cli/port-claim.ts',
        from: 'await listening(open(where))',
        to: 'await listening(open({ ...where, reusePort: true }))',
      },
    ],
    tests: ['cli/workers.test.ts'],
    only: 'a second service says that the port',
  },
  {
    name: 'same-row-twice-in-a-group',
    promise: 'Changes of one listing are of different transactions (H3).',
    edits: [{ file: groups, from: 'if (this.#next.some(({ key }) => key === member.key)) this.#send();', to: '' }],
    tests: ['db/grouped-writes.test.ts'],
  },
  {
    name: 'group-in-any-order',
    promise: 'Groups lock their rows in the same order.',
    edits: [{ file: groups, from: '(BigInt(a.key) < BigInt(b.key) ? -1 : 1)', to: '0' }],
    tests: ['db/grouped-writes.test.ts'],
  },
  {
    name: 'group-fails-as-one',
    promise: 'A write that is refused takes none of the others with it.',
    edits: [{ file: groups, from: 'if (error instanceof RolledBack)', to: 'if (false)' }],
    tests: ['db/grouped-writes.test.ts'],
  },
  {
    name: 'place-kept-while-locked',
    promise: 'Who waits for a locked row keeps nobody else from writing.',
    edits: [{ file: groups, from: 'setTimeout(leave, placeMs)', to: 'setTimeout(leave, 60_000)' }],
    tests: ['db/grouped-writes.test.ts'],
  },
  {
    name: 'rollback-taken-for-commit',
    promise: 'A group of which one write failed is not answered as made.',
    edits: [{ file: 'src/db/commit-together.ts', from: "command !== 'COMMIT'", to: 'false' }],
    tests: ['db/grouped-writes.test.ts'],
  },
];
