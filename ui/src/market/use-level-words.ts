import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { extremesOf } from '../../../src/drawing/extremes.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { Level } from './finding.ts';
import type { MarketView } from './market-view.ts';
import { type MeasureName, measureOf } from './measures.ts';
import { useUnitWords } from './use-unit-words.ts';

type Levels = readonly [Level, ...Level[]];

/** Sentences for measures that are told by where they are. */
export function useLevelWords(view: MarketView): (levels: Levels, period: string, place: string | undefined) => string {
  const one = useOneLevel(view);
  const several = useSeveralLevels(view);
  return (levels, period, place) => {
    const [first, ...others] = levels;
    return others.length > 0 ? several(levels, period) : one(first, period, place ?? nameAmong(view, first));
  };
}

function useOneLevel({ measure }: MarketView): (level: Level, period: string, place: string | undefined) => string {
  const { t } = useLingui();
  const unit = useUnitWords(measureOf(measure).unit);
  return ({ value: told }, period, place) => {
    const value = unit.value(told);
    switch (measure) {
      case 'cut_share':
        return place
          ? t`${period}: ${value} of the homes in ${place} had a price cut`
          : t`${period}: ${value} of the homes had a price cut`;
      case 'cut_size':
        return place
          ? t`${period}: the median cut in ${place} was ${value}`
          : t`${period}: the median cut was ${value}`;
      case 'first_cut':
        return place
          ? t`${period}: first cuts in ${place} came after ${value}`
          : t`${period}: first cuts came after ${value}`;
      default:
        return place
          ? t`${period}: ${plural(told, { one: '# home', other: '# homes' })} came on offer in ${place}`
          : t`${period}: ${plural(told, { one: '# home', other: '# homes' })} came on offer`;
    }
  };
}

function useSeveralLevels({ measure }: MarketView): (levels: Levels, period: string) => string {
  const { t } = useLingui();
  const unit = useUnitWords(measureOf(measure).unit);
  const alike = useAlikeLevels(measure);
  const numbers = useNumbers();
  return (levels, period) => {
    const extremes = extremesOf(levels, ({ value }) => value);
    const [low, high] = [unit.value(extremes.lowest.value), unit.value(extremes.highest.value)];
    if (low === high) return alike({ period, value: low, names: numbers.list(levels.map(({ name }) => name)) });
    const [lowest, highest] = [extremes.lowest.name, extremes.highest.name];
    switch (measure) {
      case 'cut_share':
        return t`${period}: homes with a price cut, from ${low} (${lowest}) to ${high} (${highest})`;
      case 'cut_size':
        return t`${period}: the median cut, from ${low} (${lowest}) to ${high} (${highest})`;
      case 'first_cut':
        return t`${period}: first cuts, from ${low} (${lowest}) to ${high} (${highest})`;
      default:
        return t`${period}: new homes, from ${low} (${lowest}) to ${high} (${highest})`;
    }
  };
}

type Alike = { period: string; value: string; names: string };

/** Of several that are all written alike. */
function useAlikeLevels(measure: MeasureName): (levels: Alike) => string {
  const { t } = useLingui();
  return ({ period, value, names }) => {
    switch (measure) {
      case 'cut_share':
        return t`${period}: homes with a price cut, ${value} (${names})`;
      case 'cut_size':
        return t`${period}: the median cut, ${value} (${names})`;
      case 'first_cut':
        return t`${period}: first cuts after ${value} (${names})`;
      default:
        return t`${period}: new homes, ${value} (${names})`;
    }
  };
}

/** Of several of which one alone can be told, it has to be said which. */
function nameAmong({ compare, places }: MarketView, { name }: Level): string | undefined {
  return compare !== 'places' || places.length > 1 ? name : undefined;
}
