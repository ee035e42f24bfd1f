import type { Mutant } from './mutant.ts';

const keys = 'src/access/issuer-keys.ts';
const keysTest = 'access/issuer-keys.test.ts';
const http = 'src/http/access.ts';

/** Promises about who asks. */
export const ofAccess: readonly Mutant[] = [
  {
    name: 'issuer-without-rest',
    promise: 'An issuer that fails is left alone for 2 s.',
    edits: [{ file: 'src/access/resting.ts', from: 'restMs = 2_000', to: 'restMs = 0' }],
    tests: [keysTest],
  },
  {
    name: 'junk-reads-keys',
    promise: 'Tokens that name unknown keys have them read again at most every 30 s.',
    edits: [{ file: keys, from: 'cooldownMs: 30_000', to: 'cooldownMs: 0' }],
    tests: [keysTest],
  },
  {
    name: 'keys-for-ever',
    promise: 'Keys of the issuer are stored for ten minutes.',
    edits: [{ file: keys, from: 'storedMs: 600_000', to: 'storedMs: 6_000_000' }],
    tests: [keysTest],
  },
  {
    name: 'keys-read-too-late',
    promise: 'Keys of the issuer are read anew before they are stored for too long.',
    edits: [{ file: keys, from: 'renewedFrom = 0.9', to: 'renewedFrom = 1' }],
    tests: [keysTest],
  },
  {
    name: 'keys-stay-where-they-were',
    promise: 'Where the keys of the issuer are is asked anew.',
    edits: [
      {
        file: keys,
        from: 'await discoverKeys(issuer, this.#asking);',
        to: 'this.#known?.address ?? (await discoverKeys(issuer, this.#asking));',
      },
    ],
    tests: [keysTest],
  },
  {
    name: 'failure-taken-for-keys',
    promise: 'What an issuer sends with a failure is not taken, even where it looks right.',
    edits: [{ file: 'src/access/ask-issuer.ts', from: 'response.status !== 200', to: 'response.status < 200' }],
    tests: [keysTest],
  },
  {
    name: 'store-without-rest',
    promise: 'A database that fails to count requests is left alone for a while.',
    edits: [{ file: 'src/access/resting.ts', from: 'performance.now() < before.until', to: 'before.until < 0' }],
    tests: ['access/resting.test.ts'],
  },
  {
    name: 'rest-ended-by-others',
    promise: 'What has failed rests although what was asked before it is answered.',
    edits: [{ file: 'src/access/resting.ts', from: 'if (failed === before) ', to: '' }],
    tests: ['access/resting.test.ts'],
  },
  {
    name: 'inherited-claims',
    promise: 'What a token does not have itself is no claim of it.',
    edits: [{ file: 'src/access/claim-at.ts', from: ' || !Object.hasOwn(value, name)', to: '' }],
    tests: ['access/claim-at.test.ts'],
  },
  {
    name: 'expired-while-away',
    promise: 'What was let in with a token ends when that does, also while the issuer is away.',
    edits: [{ file: http, from: 'credentialExpiresAt <= Date.now()', to: 'credentialExpiresAt <= 0' }],
    tests: ['exchange/jobs/revoked-imports.test.ts'],
    only: 'token has expired',
  },
];
