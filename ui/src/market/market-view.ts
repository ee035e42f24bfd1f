import { type Period, periods } from '../../../src/drawing/periods.ts';
import { type BuildingType, buildingTypes } from '../api/types.ts';
import { type ChosenPlace, placeIn } from '../parts/chosen-place.ts';
import { type MeasureName, measures } from './measures.ts';

export const spans = ['1y', '3y', '5y', 'all'] as const;
export type Span = (typeof spans)[number];

/** What is compared: places that are chosen, or all of a kind. */
export const comparisons = ['places', 'country', 'building_type'] as const;
export type Comparison = (typeof comparisons)[number];

export const mostLines = 4;
/** The last one stands for all that have more. */
export const roomChoices = [1, 2, 3, 4, 5] as const;

/** What of the market is looked at, as the address of the page holds it. */
export type MarketView = {
  measure: MeasureName;
  period: Period;
  span: Span;
  compare: Comparison;
  /** None are all homes. */
  places: readonly ChosenPlace[];
  type?: BuildingType | undefined;
  rooms?: number | undefined;
};

/** Of what shows a part of the view, and changes it. */
export type ViewProps = { view: MarketView; onChange: (changed: Partial<MarketView>) => void };

export const usualView: MarketView = {
  ...{ measure: 'price_per_m2', period: 'month', span: '3y' },
  ...{ compare: 'places', places: [] },
};

/** What an address asks for; what it cannot ask for is as usual. */
export function marketViewOf(params: URLSearchParams): MarketView {
  const known = <Name extends string>(names: readonly Name[], name: string, usual: Name) =>
    names.find((each) => each === params.get(name)) ?? usual;
  return possible({
    measure: known(Object.keys(measures).filter(isMeasure), 'measure', usualView.measure),
    period: known(periods, 'period', usualView.period),
    span: known(spans, 'span', usualView.span),
    compare: known(comparisons, 'compare', usualView.compare),
    places: params.getAll('place').flatMap((text) => placeOf(text) ?? []),
    type: buildingTypes.find((type) => type === params.get('type')),
    rooms: roomChoices.find((rooms) => String(rooms) === params.get('rooms')),
  });
}

function isMeasure(name: string): name is MeasureName {
  return Object.hasOwn(measures, name);
}

/** Without what has no meaning beside the rest: whole countries are of no city, and all types of no type. */
export function possible(view: MarketView): MarketView {
  const most = { places: mostLines, country: 0, building_type: 1 }[view.compare];
  const type = view.compare === 'building_type' ? undefined : view.type;
  return { ...view, type, places: distinct(view.places).slice(0, most) };
}

function distinct(places: readonly ChosenPlace[]): ChosenPlace[] {
  return [...new Map(places.map((place) => [textOf(place).toLowerCase(), place])).values()];
}

/** The address of a view, in the order of the controls; what is usual is not said. */
export function paramsOf(view: MarketView): URLSearchParams {
  const unusual = (['measure', 'period', 'span', 'compare'] as const).filter((name) => view[name] !== usualView[name]);
  return new URLSearchParams([
    ...unusual.map((name): [string, string] => [name, view[name]]),
    ...view.places.map((place): [string, string] => ['place', textOf(place)]),
    ...(['type', 'rooms'] as const).flatMap((name): [string, string][] => {
      const value = view[name];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  ]);
}

/** Country, postal code and city, of which each may be empty: `FR,,Lyon`. The city comes last: it may have a comma. */
export function textOf({ country = '', postal_code = '', city = '' }: ChosenPlace): string {
  return [country, postal_code.replaceAll(',', ' '), city].join(',');
}

function placeOf(text: string): ChosenPlace | undefined {
  const [country = '', postal_code = '', ...rest] = text.split(',');
  const place = placeIn({
    country: /^[A-Z]{2}$/.exec(country.trim())?.[0],
    postal_code: postal_code.trim(),
    city: rest.join(',').trim(),
  });
  return Object.keys(place).length > 0 ? place : undefined;
}
