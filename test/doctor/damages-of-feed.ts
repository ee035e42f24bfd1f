import { change, type Damage, usual } from './damage.ts';

/** Damages of versions, of the feed, and of listings that are gone. */
export const ofFeed: readonly Damage[] = [
  {
    what: 'a version that was put back',
    by: 'UPDATE listing SET version = 2 WHERE id = ID',
    finds: [
      /^H3 .*superseded, its version is 2/,
      /^H7 .*its version is 2, its last change is version 4/,
      /^H8 .*version/,
    ],
    prices: usual,
  },
  {
    what: 'a version that no change explains stays a finding',
    by: 'UPDATE listing SET version = 9 WHERE id = ID',
    finds: [/^H7 .*its version is 9, its last change is version 4/, /^H8 .*version/],
    leaves: [/^H7 /, /^H8 /],
  },
  {
    what: 'the number of another change',
    by: 'UPDATE listing SET feed_seq = 3 WHERE id = ID',
    finds: [/^H7 .*the listing says 3/],
    prices: usual,
  },
  {
    what: 'a change that is missing stays a finding',
    by: `DELETE FROM ${change(2)}`,
    finds: [
      /^H1 .*version 4 changes the price from 90000.00 EUR, it was 100000/,
      /^H5 /,
      /^H7 .*version 3: the change before it is version 1/,
      /^H8 /,
      /^H8 /,
    ],
    leaves: [/^H1 /, /^H7 /, /^H8 .*past attributes/],
  },
  {
    what: 'a change of attributes that is missing stays a finding, and what it made of them is left',
    by: `DELETE FROM ${change(3)}`,
    finds: [/^H7 .*version 4: the change before it is version 2/, /^H8 .*: described_date, name, /, /^H8 .*other past/],
    leaves: [/^H7 /, /^H8 .*: described_date, name, /, /^H8 .*other past/],
    restores: true,
  },
  {
    what: 'a first change that is missing stays a finding',
    by: `DELETE FROM ${change(1)}`,
    finds: [/^H7 .*version 2: the changes before it are missing/, /^H8 .*do not begin/],
    leaves: [/^H7 /, /^H8 /],
  },
  {
    what: 'a listing without changes is recorded as created',
    by: 'DELETE FROM listing_change WHERE listing_id = ID; DELETE FROM listing_past WHERE listing_id = ID',
    finds: [/^H3 .*hold since this instant/, /^H7 .*no change in the feed says that it is there/, /^H8 /],
    prices: usual,
  },
  {
    what: 'also one with past attributes, which no change tells: they stay',
    by: 'DELETE FROM listing_change WHERE listing_id = ID',
    finds: [/^H7 .*no change in the feed says that it is there/, /^H8 .*the feed does not have it/],
    prices: usual,
    restores: true,
  },
  {
    what: 'a key that falls stays a finding',
    by: `UPDATE listing_change SET feed_key = '1' WHERE (listing_id, version) = (ID, 3)`,
    finds: [/^H7 .*version 3: its key is below/],
    leaves: [/^H7 /],
  },
  {
    what: 'a sequence that does not rise stays a finding',
    by: `UPDATE listing_change SET feed_seq = 1 WHERE (listing_id, version) = (ID, 3)`,
    finds: [/^H7 .*version 3: its sequence is not above/],
    leaves: [/^H7 /],
  },
  {
    what: 'a key that was never given out stays a finding',
    by: `UPDATE listing_change SET feed_key = '99999999999' WHERE (listing_id, version) = (ID, 4)`,
    finds: [/^H7 .*version 4: its key was never given out/],
    leaves: [/^H7 /],
  },
  {
    what: 'a sequence behind its changes goes on after them',
    by: "SELECT setval('listing_feed_seq', (SELECT max(feed_seq) - 1 FROM listing_change))",
    finds: [/^H7 .*version 4: its sequence was never given out/],
    prices: usual,
  },
  {
    what: 'a listing that was removed alone takes its rows with it, and is told as deleted',
    by: 'DELETE FROM listing WHERE id = ID',
    finds: [
      /^H6 .*3 of its prices are there/,
      /^H6 .*1 of its past/,
      /^H6 .*its words/,
      /^H6 .*gone without a change/,
      /^H8 .*but it is gone/,
    ],
    prices: [],
  },
  {
    what: 'a deletion that left what it says of people',
    by: `DELETE FROM listing_price WHERE listing_id = ID; DELETE FROM listing_past WHERE listing_id = ID;
      DELETE FROM listing_words WHERE listing_id = ID; DELETE FROM listing WHERE id = ID; UPDATE listing_change SET reason = 'moved' WHERE (listing_id, version) = (ID, 2);
      INSERT INTO listing_change SELECT listing_id, 5, feed_key, nextval('listing_feed_seq'), 'deleted', effective_at,
        recorded_at, '{}', NULL, actor FROM ${change(4)}`,
    finds: [/^H6 .*3 of its changes still say things of people/],
    prices: [],
  },
  {
    what: 'changes that follow a deletion stay a finding',
    by: `DELETE FROM listing_price WHERE listing_id = ID; DELETE FROM listing_past WHERE listing_id = ID;
      DELETE FROM listing_words WHERE listing_id = ID; DELETE FROM listing WHERE id = ID; UPDATE listing_change SET changed = listing_blank(changed) WHERE listing_id = ID;
      UPDATE listing_change SET kind = 'deleted' WHERE (listing_id, version) = (ID, 3)`,
    finds: [/^H6 .*version 3 says that it was deleted, other changes follow/, /^H8 .*changes follow its deletion/],
    leaves: [/^H6 /, /^H8 /],
  },
  {
    what: 'a listing that is there after its deletion stays a finding',
    by: `UPDATE listing_change SET kind = 'deleted' WHERE (listing_id, version) = (ID, 4)`,
    finds: [/^H6 .*version 4 says that it was deleted, it is there/, /^H8 /],
    leaves: [/^H6 /, /^H8 /],
  },
];
