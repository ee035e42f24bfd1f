import type { Mutant } from './mutant.ts';

const window = 'src/changes/live/feed-window.ts';
const tail = 'src/changes/live/feed-tail.ts';
const routes = 'src/changes/changes.routes.ts';
const stream = 'changes/live/stream.test.ts';
const ends = 'changes/live/ends.test.ts';

/** Promises about changes that are told as they come. */
export const ofLive: readonly Mutant[] = [
  {
    name: 'memory-keeps-the-deleted',
    promise: 'What the deletion of a listing blanks in the database is blanked in memory, too (H6).',
    edits: [{ file: window, from: "this.#forget(changes.filter(({ kind }) => kind === 'deleted'));", to: '' }],
    tests: [stream],
    only: 'H6',
  },
  {
    name: 'last-id-ignored',
    promise: 'Last-Event-ID counts before after.',
    edits: [{ file: routes, from: 'const after = last ?? from;', to: 'const after = from ?? last;' }],
    tests: [stream],
    only: 'Last-Event-ID',
  },
  {
    name: 'window-repeats',
    promise: 'Who goes on from a cursor in the window is not told its change again.',
    edits: [
      {
        file: window,
        from: 'isBefore(at, decodeFeedCursor(change.cursor))) high',
        to: '!isBefore(decodeFeedCursor(change.cursor), at)) high',
      },
    ],
    tests: ['changes/live/feed-window.test.ts'],
  },
  {
    name: 'window-has-a-gap',
    promise: 'Who is so slow that the window has dropped what he needs reads it from the database.',
    edits: [{ file: window, from: 'first < 0 ? undefined', to: 'first < -1_000_000 ? undefined' }],
    tests: ['changes/live/follow-changes.test.ts'],
    only: 'H7',
  },
  {
    name: 'silence-without-id',
    promise: 'Who wants few changes does not begin again far back.',
    edits: [{ file: 'src/changes/live/event-stream.ts', from: ':\\nid: $', to: ':\\nx: $' }],
    tests: [stream],
    only: 'a silence is a comment',
  },
  {
    name: 'stalled-reader-kept',
    promise: 'A reader that takes nothing is cut off.',
    edits: [{ file: 'src/wire/drop-stalled.ts', from: 'response.destroy();', to: 'response.uncork();' }],
    tests: [ends],
    only: 'takes nothing',
  },
  {
    name: 'streams-hold-the-end',
    promise: 'Closing ends streams, whole.',
    edits: [{ file: 'src/http/server.ts', from: 'tail.close(); // before', to: '// before' }],
    tests: [ends],
    only: 'closing ends streams',
  },
  {
    name: 'asks-for-nobody',
    promise: 'Where nobody follows the database is not asked.',
    edits: [
      { file: tail, from: 'if (this.#followers > 0 && !this.#closed)', to: 'if (!this.#closed)' },
      {
        file: tail,
        from: 'clearTimeout(this.#timer);\n    this.#window = undefined;',
        to: 'this.#window = undefined;',
      },
    ],
    tests: ['changes/live/follow-changes.test.ts'],
    only: 'not at all for none',
  },
  {
    name: 'stream-of-other-kinds',
    promise: 'A stream has the changes that a page with the same filters has.',
    edits: [
      { file: 'src/changes/fits.ts', from: 'if (kind !== undefined && change.kind !== kind) return false;', to: '' },
    ],
    tests: [stream],
    only: 'by kind',
  },
  {
    name: 'lost-without-a-word',
    promise: 'A cursor that leads nowhere is told as resync.',
    edits: [
      {
        file: 'src/changes/live/follow-changes.ts',
        from: "[state.cursor, state.lost] = ['now', error.message]",
        to: "[state.cursor, state.lost] = ['now', undefined]",
      },
    ],
    tests: [stream],
    only: 'resync',
  },
  {
    name: 'revoked-stream',
    promise: 'A stream ends once its key is revoked.',
    edits: [
      { file: 'src/changes/live/while-allowed.ts', from: 'if (!(await mayStill())) return;', to: 'await mayStill();' },
    ],
    tests: ['changes/live/allowed-streams.test.ts'],
    only: 'once its key is revoked',
  },
];
