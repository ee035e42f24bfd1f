import { type Damage, rename, usual } from './damage.ts';

/** Damages of attributes, those of now and of the past. */
export const ofAttributes: readonly Damage[] = [
  {
    what: 'attributes that are said to hold for longer than they do',
    by: 'UPDATE listing SET described_date = created_date WHERE id = ID',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*: described_date$/],
    prices: usual,
    restores: true,
  },
  {
    what: 'past attributes with a gap are made what the feed says',
    by: "UPDATE listing_past SET valid_from = valid_from - interval '1 ms' WHERE listing_id = ID",
    finds: [
      /^H3 .*its attributes of version 2 hold from this instant, those before end at/,
      /^H8 .*other past attributes/,
    ],
    restores: true,
  },
  {
    what: 'the newest past attributes are put back, and do not change since when those of now hold',
    first: rename('Mas'),
    by: 'DELETE FROM listing_past WHERE (listing_id, version) = (ID, 4)',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*other past attributes.*: 1, the feed has 2/],
    restores: true,
  },
  {
    what: 'so are the oldest ones',
    first: rename('Mas'),
    by: 'DELETE FROM listing_past WHERE (listing_id, version) = (ID, 2)',
    finds: [/^H3 .*version 4 hold from this instant, those before end at/, /^H8 .*other past attributes/],
    restores: true,
  },
  {
    what: 'so are all of them',
    first: rename('Mas'),
    by: 'DELETE FROM listing_past WHERE listing_id = ID',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*other past attributes/],
    restores: true,
  },
  {
    what: 'so are those that were lost together with since when those of now hold',
    by: `DELETE FROM listing_past WHERE listing_id = ID; UPDATE listing SET described_date = created_date WHERE id = ID`,
    finds: [/^H8 .*: described_date$/, /^H8 .*other past attributes/],
    restores: true,
  },
  {
    what: 'past attributes that never were are taken out, and values of others put back',
    by: `UPDATE listing_past SET name = 'Forged', rooms_count = 9, superseded_at = '2020-01-01' WHERE listing_id = ID;
      INSERT INTO listing_past SELECT ID, 3, valid_to, valid_to, valid_to, 'Never', description, building_type, street_address,
        postal_code, city, country, surface_area_m2, 1, 0 FROM listing_past WHERE listing_id = ID`,
    finds: [/^H8 .*other past attributes.*: 2, the feed has 1/],
    restores: true,
  },
  {
    what: 'past attributes that were not kept are taken from the feed',
    first: `ALTER TABLE listing DISABLE TRIGGER listing_keep_past; ${rename('Mas')};
      ALTER TABLE listing ENABLE TRIGGER listing_keep_past`,
    by: 'SELECT 1',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*other past attributes.*: 1, the feed has 2/],
  },
  {
    what: 'also where others were kept after them',
    first: `ALTER TABLE listing DISABLE TRIGGER listing_keep_past; ${rename('Mas')};
      ALTER TABLE listing ENABLE TRIGGER listing_keep_past; ${rename('Moulin')}`,
    by: 'SELECT 1',
    finds: [/^H3 .*version 5 hold from this instant/, /^H8 .*other past attributes/],
  },
  {
    what: 'past attributes and others of now, both written beside the triggers',
    by: "DELETE FROM listing_past WHERE listing_id = ID; UPDATE listing SET name = 'Bastide' WHERE id = ID",
    finds: [/^H3 /, /^H8 .*: name$/, /^H8 .*other past attributes/],
  },
  {
    what: 'attributes written beside the triggers are recorded as a change of now',
    by: "UPDATE listing SET name = 'Bastide', rooms_count = 9 WHERE id = ID",
    finds: [/^H8 .*: name, rooms_count$/],
    prices: usual,
  },
];
