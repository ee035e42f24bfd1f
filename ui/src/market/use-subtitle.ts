import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { type MarketView, roomChoices } from './market-view.ts';
import { useMeasureWords } from './use-measure-words.ts';

/** What the figures are: the measure, and of which homes where not of all. */
export function useSubtitle({ measure, type, rooms }: MarketView): string {
  const { t } = useLingui();
  const { subtitle } = useMeasureWords()[measure];
  const kinds = useBuildingTypes();
  if (type === undefined && rooms === undefined) return subtitle;
  const sizes = rooms === undefined ? undefined : roomWords(rooms);
  const homes = [type && kinds[type], sizes].filter(Boolean).join(', ');
  return t`Only these homes: ${homes}. ${subtitle}`;

  function roomWords(count: number): string {
    return count === roomChoices.at(-1)
      ? t`${count} rooms or more`
      : t`${plural(count, { one: '# room', other: '# rooms' })}`;
  }
}
