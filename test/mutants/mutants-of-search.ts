import type { Mutant } from './mutant.ts';

const history = 'migrations/0007_history.sql';
const conditions = 'src/listings/search/conditions.sql.ts';
const summary = 'src/listings/history/price-summary.sql.ts';

/** Faults in what listings are found by, and in their pages. */
export const ofSearch: readonly Mutant[] = [
  {
    name: 'drop-from-then-on',
    promise: 'A drop is reckoned from the price just before the instant.',
    edits: [{ file: conditions, from: 'AND p.effective_at < ', to: 'AND p.effective_at <= ' }],
    tests: ['listings/search.property.test.ts'],
  },
  {
    name: 'previous-price-kept',
    promise: 'A new price leaves the one before as the previous one.',
    edits: [
      { file: history, from: 'NEW.previous_price := OLD.price;', to: 'NEW.previous_price := OLD.previous_price;' },
    ],
    tests: ['listings/search.property.test.ts'],
  },
  {
    name: 'lowest-price-after-correction',
    promise: 'The lowest price that was corrected counts no more.',
    edits: [{ file: history, from: 'CASE WHEN stated.corrects THEN', to: 'CASE WHEN false THEN' }],
    tests: ['listings/search-corrected.test.ts'],
  },
  {
    name: 'words-of-before',
    promise: 'A listing is found by the words that it has now.',
    edits: [{ file: history, from: 'DO UPDATE SET words = EXCLUDED.words;', to: 'DO NOTHING;' }],
    tests: ['listings/search.test.ts'],
  },
  {
    name: 'keyset-without-id',
    promise: 'Listings that cost the same are on one page each.',
    edits: [
      {
        file: 'src/listings/search/pages.sql.ts',
        from: `(\${expression}, id) \${sign} (\${bind(behind.key)}, \${bind(behind.id)})`,
        to: `\${expression} \${sign} \${bind(behind.key)}`,
      },
    ],
    tests: ['listings/search.property.test.ts'],
  },
  {
    name: 'rises-are-cuts',
    promise: 'Of the changes of a history those to a lower price are cuts.',
    edits: [{ file: summary, from: 'WHERE price_eur < before', to: 'WHERE price_eur <> before' }],
    tests: ['listings/history.property.test.ts'],
  },
  {
    name: 'recent-without-its-beginning',
    promise: 'Recent prices begin with the one that was in force when the last twelve months began.',
    edits: [{ file: summary, from: 'until IS NULL OR until >', to: 'until IS NULL OR effective_at >' }],
    tests: ['listings/history.property.test.ts'],
  },
  {
    name: 'recent-under-the-same-tag',
    promise: 'A listing has another tag when a price is one of its recent ones no more.',
    edits: [{ file: 'src/listings/listings.routes.ts', from: 'recent.slice(0, 1)', to: 'recent.slice(0, 0)' }],
    tests: ['listings/history.test.ts'],
  },
];
