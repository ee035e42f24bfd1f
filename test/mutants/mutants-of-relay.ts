import type { Mutant } from './mutant.ts';

const page = 'src/deliveries/relay/relay-page.ts';
const changes = 'src/deliveries/relay/relay-changes.ts';
const nats = 'deliveries/relay/nats.test.ts';
const order = 'deliveries/relay/order.test.ts';

/** Promises about what is sent to brokers. */
export const ofRelay: readonly Mutant[] = [
  {
    name: 'relay-stores-first',
    promise: 'How far a relay is is stored once the broker has acknowledged, not before.',
    edits: [
      { file: page, from: '    await broker.send(batch);\n', to: '' },
      { file: page, from: '    place.after = cursor;', to: '    await broker.send(batch);\n    place.after = cursor;' },
    ],
    tests: [nats],
    only: 'a server that is away',
  },
  {
    name: 'relay-without-lock',
    promise: 'Of the relays of a name one is at work.',
    edits: [{ file: changes, from: 'if (await claimRelay(session, name)) return true;', to: 'return true;' }],
    tests: [nats],
    only: 'of two relays',
  },
  {
    name: 'relay-forgets-the-place',
    promise: 'Started again a relay goes on from where it stopped.',
    edits: [
      {
        file: 'src/deliveries/relay/starting-point.ts',
        from: 'return { after: stopped.cursor,',
        to: 'return { after: undefined,',
      },
    ],
    tests: [nats],
    only: 'started again',
  },
  {
    name: 'relay-ids-are-new',
    promise: 'What a relay sends again has the same id.',
    edits: [
      {
        file: 'src/deliveries/relay/cloud-event.ts',
        from: 'return { id: event.id,',
        to: 'return { id: crypto.randomUUID(),',
      },
    ],
    tests: [nats],
    only: 'killed between',
  },
  {
    name: 'sequence-unpadded',
    promise: 'The lexical order of sequences is that of the feed.',
    edits: [{ file: 'src/deliveries/relay/sequence.ts', from: "key.padStart(keyDigits, '0')", to: 'key' }],
    tests: [order],
  },
  {
    name: 'run-has-a-listing-twice',
    promise: 'No listing is twice in what is sent to NATS at once.',
    edits: [{ file: 'src/deliveries/relay/runs.ts', from: '|| keys.has(event.key)', to: '' }],
    tests: [order],
  },
];
