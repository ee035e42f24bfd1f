import fc from 'fast-check';

/** What a history is about: two references, of which the first has a listing from the beginning. */
export type Slot = 0 | 1;

/** An instant: some ms before now, or by or at the n-th instant that the history has so far. */
export type At = { ago: number } | { beside: number; by: number };

type Stated = { price?: number | undefined; name?: string | undefined };

/** How a request is sent: again under the same Idempotency-Key or without one; with the ETag that is current. */
export type Sending = { key: boolean; again: 'no' | 'after' | 'at once'; ifMatch: boolean };

export type HttpStatement = { slot: Slot; sending: Sending } & (
  | { by: 'POST' | 'PUT'; price: number; name: string }
  | ({ by: 'PATCH' } & Stated)
  | { by: 'DELETE' }
  | { by: 'PUT price'; price: number; at: At }
  | { by: 'DELETE price'; at: At }
);

export type PriceStated = { slot: Slot; price: number | null; at: At };

export type SqlStatement = { undone: boolean } & (
  | { do: 'insert'; slot: Slot; price: number; name: string }
  | ({ do: 'set'; slots: Slot[] } & Stated)
  | { do: 'raise' | 'touch' | 'delete'; slots: Slot[] }
  | { do: 'state'; rows: PriceStated[] }
);

export type LineStated = { slot: Slot; price: number; name: string; at: At };

export type Statement =
  | HttpStatement
  | { by: 'SQL'; commit: boolean; pauseMs: number; statements: SqlStatement[] }
  | { by: 'import'; lines: LineStated[] };

/** Writers who work at the same time, each a list of what it does; and when somebody asks what is known. */
export type Plan = { writers: Statement[][]; questions: { afterMs: number; ago: number }[] };

// Few values, so that the same one comes often.
const price = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom('Flat', 'Loft', 'Mill');
const slot = fc.constantFrom<Slot>(0, 0, 1);
const slots = fc.constantFrom<Slot[]>([0], [1], [0, 1], [0, 1]);
const at: fc.Arbitrary<At> = fc.oneof(
  fc.record({ ago: fc.constantFrom(0, 1, 2, 5, 60_000, 3_600_000) }),
  fc.record({ beside: fc.nat(9), by: fc.constantFrom(-1, 0, 0, 0, 1) }),
);
const constant = <const T>(value: T) => fc.constant(value);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const sending: fc.Arbitrary<Sending> = fc.record({
  key: fc.boolean(),
  again: fc.constantFrom('no', 'no', 'no', 'after', 'at once'),
  ifMatch: fc.constantFrom(false, false, true),
});
const http = { slot, sending };
const weighted = <T>(...choices: [number, fc.Arbitrary<T>][]) =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const httpStatement = weighted<HttpStatement>(
  [2, fc.record({ ...http, by: constant('POST'), slot: constant(1), price, name })],
  [2, fc.record({ ...http, by: constant('PUT'), price, name })],
  [6, fc.record({ ...http, by: constant('PATCH'), price: maybe(price), name: maybe(name) })],
  [4, fc.record({ ...http, by: constant('PUT price'), price, at })],
  [2, fc.record({ ...http, by: constant('DELETE price'), at })],
  [1, fc.record({ ...http, by: constant('DELETE'), slot: constant(1) })],
);

const undone = fc.constantFrom(false, false, false, false, true);
const priceStated = fc.record({ slot, price: fc.option(price, { freq: 3 }), at });
const sqlStatement = weighted<SqlStatement>(
  [1, fc.record({ undone, do: constant('insert'), slot: constant(1), price, name })],
  [3, fc.record({ undone, do: constant('set'), slots, price: maybe(price), name: maybe(name) })],
  [3, fc.record({ undone, do: constant('raise'), slots })],
  [1, fc.record({ undone, do: constant('touch'), slots })],
  [3, fc.record({ undone, do: constant('state'), rows: fc.array(priceStated, { minLength: 1, maxLength: 3 }) })],
  [1, fc.record({ undone, do: constant('delete'), slots: constant<Slot[]>([1]) })],
);
const sql = fc.record({
  by: constant('SQL'),
  commit: fc.constantFrom(true, true, true, false),
  pauseMs: fc.constantFrom(0, 0, 1, 4),
  statements: fc.array(sqlStatement, { minLength: 1, maxLength: 3 }),
});
const line: fc.Arbitrary<LineStated> = fc.record({ slot, price, name, at });
const lines = fc.record({ by: constant('import'), lines: fc.array(line, { minLength: 1, maxLength: 4 }) });

const ofHttp: fc.Arbitrary<Statement[]> = fc.array(httpStatement, { minLength: 1, maxLength: 2 });
const ofSql: fc.Arbitrary<Statement[]> = fc.array(sql, { minLength: 1, maxLength: 2 });
const ofImport: fc.Arbitrary<Statement[]> = fc.tuple(lines);
const question = fc.record({ afterMs: fc.nat(12), ago: fc.nat(4) });

/** Three or four writers. */
export const plan: fc.Arbitrary<Plan> = fc.record({
  writers: fc.oneof(
    fc.tuple(ofHttp, ofHttp, ofSql),
    fc.tuple(ofHttp, ofHttp, ofSql, fc.oneof(ofHttp, ofSql, ofImport)),
  ),
  questions: fc.array(question, { maxLength: 2 }),
});
