import { dayMs } from '../../../src/drawing/days.ts';
import { type BuildingType, buildingTypes, type MoversQuery } from '../api/types.ts';
import { placeIn } from '../parts/chosen-place.ts';

/** Within how many days. */
export const dropSpans = ['1', '7', '30'] as const;
export type DropSpan = (typeof dropSpans)[number];
export const dropOrders = ['percent', 'amount', 'cuts'] as const;
export type DropOrder = (typeof dropOrders)[number];

export const few = 20;
export const many = 100;

/** Which cuts are looked at, as the address of the page holds it. */
export type DropsView = {
  days: DropSpan;
  order: DropOrder;
  city?: string;
  country?: string;
  postal_code?: string;
  type?: BuildingType;
  rows: typeof few | typeof many;
};

const usual = { days: '7', order: 'percent', rows: few } as const;
const places = ['city', 'country', 'postal_code'] as const;

/** What an address asks for; what it cannot ask for is as usual. */
export function dropsViewOf(params: URLSearchParams): DropsView {
  const type = buildingTypes.find((each) => each === params.get('type'));
  return {
    days: dropSpans.find((each) => each === params.get('days')) ?? usual.days,
    order: dropOrders.find((each) => each === params.get('order')) ?? usual.order,
    rows: params.get('rows') === String(many) ? many : usual.rows,
    ...Object.fromEntries(
      places.flatMap((name) => {
        const text = params.get(name)?.trim();
        return text ? [[name, text]] : [];
      }),
    ),
    ...(type && { type }),
  };
}

/** The address of a view; what is usual is not said. */
export function dropsAddress(view: DropsView): string {
  const params = new URLSearchParams();
  for (const name of ['days', 'order', ...places, 'type', 'rows'] as const) {
    const value = view[name];
    if (value !== undefined && value !== (usual as Partial<DropsView>)[name]) params.set(name, String(value));
  }
  return params.size > 0 ? `/drops?${params}` : '/drops';
}

/** The next longer time to look at, if there is one. */
export function longerThan(days: DropSpan): DropSpan | undefined {
  return dropSpans[dropSpans.indexOf(days) + 1];
}

const minuteMs = 60_000;

/** The query of the API. @param now in UTC milliseconds: in whole minutes, so that the same question has the same answer */
export function queryOf(view: DropsView, now: number): MoversQuery {
  const { days, order, rows, type } = view;
  const from = Math.floor(now / minuteMs) * minuteMs - Number(days) * dayMs;
  return {
    ...{ sort: order, limit: rows, from: new Date(from).toISOString() },
    ...placeIn(view),
    ...(type && { building_type: [type] }),
  };
}
