/**
 * A write that states a price which no other write states. Times are in ms of the writers' one clock.
 *
 *     sentAt ──────────── answeredAt ───────▶   acknowledged: it took effect somewhere in between
 *     sentAt ───────────────────────────────▶   unknown: it takes effect some time, or never
 */
export type Write = {
  price: number;
  /** Undefined for a creation that nobody has answered. */
  listing: number | undefined;
  creates: boolean;
  sentAt: number;
  answeredAt: number;
  /** `refused`: the service said that it was not written. */
  outcome: 'acknowledged' | 'unknown' | 'refused';
};

export type PrintedPrice = { price_eur: number; created_date: string };

/** What GET /listings/{id}/prices said. */
export type Reading = { listing: number; sentAt: number; answeredAt: number; prices: readonly PrintedPrice[] };

export type FeedEntry = {
  listing_id: number;
  version: number;
  kind: 'created' | 'updated' | 'corrected' | 'deleted';
  changed: { price_eur?: { from: number | null; to: number | null } };
};

export type History = {
  writes: readonly Write[];
  /** The last one of each listing was sent when everything was over. */
  readings: readonly Reading[];
  /** The whole feed in its order, where there is one. */
  feed?: readonly FeedEntry[] | undefined;
  /** Whether one server answers all readers: a replica may have less than what somebody read before. @default true */
  isMonotonic?: boolean | undefined;
  /** `latest_price_eur` of a listing as of an instant, where that can be asked for. */
  asOf?: readonly { listing: number; instant: string; price: number | undefined }[] | undefined;
};

/** Judges what a service did against what its writers were told. @returns what is wrong, a line for each; none: all is well. */
export function findingsOf(history: History): string[] {
  const written = new Map(history.writes.map((write) => [write.price, write]));
  const readings = Map.groupBy(history.readings, ({ listing }) => listing);
  const last = new Map([...readings].map(([listing, all]) => [listing, all.at(-1)?.prices ?? []]));
  return [
    ...history.readings.flatMap((reading) => [...inReading(reading, written), ...outOfOrder(reading, written)]),
    ...[...readings.values()].flatMap((all) => [
      ...changedInPlace(all),
      ...(history.isMonotonic === false ? [] : shrunk(all)),
    ]),
    ...missing(history.writes, readings),
    ...repeated(last),
    ...(history.feed ? inFeed(history.feed, last) : []),
    ...(history.asOf ? atInstants(history.asOf, last) : []),
  ];
}

type Written = ReadonlyMap<number, Write>;
type Last = ReadonlyMap<number, readonly PrintedPrice[]>;

function inReading(reading: Reading, written: Written): string[] {
  const { listing, prices } = reading;
  return prices.flatMap(({ price_eur: price, created_date }, at) => {
    const wrong = wrongAt(reading, at, written.get(price));
    const next = prices[at + 1];
    const unordered = next !== undefined && next.created_date <= created_date;
    return [
      ...(wrong ? [`listing ${listing}: price ${price} ${wrong}`] : []),
      ...(unordered ? [`listing ${listing}: price ${next.price_eur} is no later than ${price}`] : []),
    ];
  });
}

function wrongAt({ listing }: Reading, at: number, write: Write | undefined): string | undefined {
  if (!write) return 'was never sent';
  if (write.outcome === 'refused') return 'was refused';
  if (write.listing !== undefined && write.listing !== listing) return `was sent to listing ${write.listing}`;
  if (write.creates !== (at === 0)) return 'is first without having created the listing, or the other way round';
  return undefined;
}

/** A write that was acknowledged before another was sent stands before it. */
function outOfOrder({ listing, prices }: Reading, written: Written): string[] {
  let earliestAnswer = Number.POSITIVE_INFINITY;
  return prices.toReversed().flatMap(({ price_eur }) => {
    const write = written.get(price_eur);
    const isLate = write !== undefined && earliestAnswer < write.sentAt;
    if (write?.outcome === 'acknowledged') earliestAnswer = Math.min(earliestAnswer, write.answeredAt);
    return isLate
      ? [`listing ${listing}: price ${price_eur} stands before one that was answered before it was sent`]
      : [];
  });
}

/** A price stays in its place from a reading to the next longer one. */
function changedInPlace(readings: readonly Reading[]): string[] {
  const byLength = readings.toSorted((a, b) => a.prices.length - b.prices.length);
  return byLength.slice(1).flatMap((longer, at) => {
    const shorter = byLength[at]?.prices ?? [];
    const changed = shorter.find((price, place) => !isSame(longer.prices[place], price));
    return changed ? [notInPlace(longer, changed)] : [];
  });
}

/** A reading has at least as many prices as each that was answered before it was sent. */
function shrunk(readings: readonly Reading[]): string[] {
  const byAnswer = readings.toSorted((a, b) => a.answeredAt - b.answeredAt);
  let answered = 0;
  let most: readonly PrintedPrice[] = [];
  return readings
    .toSorted((a, b) => a.sentAt - b.sentAt)
    .flatMap((reading) => {
      for (let one = byAnswer[answered]; one && one.answeredAt < reading.sentAt; one = byAnswer[answered]) {
        if (one.prices.length > most.length) most = one.prices;
        answered += 1;
      }
      const gone = most[reading.prices.length];
      return gone ? [notInPlace(reading, gone)] : [];
    });
}

function notInPlace({ listing }: Reading, { price_eur }: PrintedPrice): string {
  return `listing ${listing}: price ${price_eur} was read, and later not in its place`;
}

function isSame(one: PrintedPrice | undefined, other: PrintedPrice): boolean {
  return one?.price_eur === other.price_eur && one.created_date === other.created_date;
}

/** Whether a finding is that of a lost write. */
export function isLoss(finding: string): boolean {
  return finding.endsWith('was acknowledged and is missing');
}

/** Every acknowledged write is in every reading that was asked for after its answer. */
function missing(writes: readonly Write[], readings: ReadonlyMap<number, readonly Reading[]>): string[] {
  const acknowledged = writes.filter(({ outcome }) => outcome === 'acknowledged');
  const byListing = Map.groupBy(acknowledged, ({ listing }) => listing);
  const unread = acknowledged.filter(({ listing }) => listing === undefined || !readings.has(listing));
  const lost = [...readings.values()].flat().flatMap(({ listing, sentAt, prices }) => {
    const present = new Set(prices.map(({ price_eur }) => price_eur));
    return (byListing.get(listing) ?? []).filter(({ price, answeredAt }) => answeredAt < sentAt && !present.has(price));
  });
  return [...new Set([...unread, ...lost])].map(
    ({ listing, price }) => `listing ${listing}: price ${price} was acknowledged and is missing`,
  );
}

function repeated(last: Last): string[] {
  const all = [...last.values()].flat().map(({ price_eur }) => price_eur);
  const times = Map.groupBy(all, (price) => price);
  return [...times].flatMap(([price, { length }]) => (length > 1 ? [`price ${price} is there ${length} times`] : []));
}

function inFeed(feed: readonly FeedEntry[], last: Last): string[] {
  const entries = Map.groupBy(feed, ({ listing_id }) => listing_id);
  const listings = new Set([...last.keys(), ...entries.keys()]);
  return [...listings].flatMap((listing) => {
    const own = entries.get(listing) ?? [];
    const printed = (last.get(listing) ?? []).map(({ price_eur }) => price_eur);
    const told = own.flatMap(({ changed }) => (changed.price_eur ? [changed.price_eur.to] : []));
    const gap = own.find(({ version }, at) => version !== at + 1);
    return [
      ...(told.join() === printed.join()
        ? []
        : [`listing ${listing}: the feed tells other prices, or in another order`]),
      ...(gap ? [`listing ${listing}: version ${gap.version} is out of place in the feed`] : []),
    ];
  });
}

function atInstants(asOf: NonNullable<History['asOf']>, last: Last): string[] {
  return asOf.flatMap(({ listing, instant, price }) => {
    const printed = last.get(listing)?.find(({ created_date }) => created_date === instant);
    return printed?.price_eur === price ? [] : [`listing ${listing}: as of ${instant} it cost ${price}`];
  });
}
