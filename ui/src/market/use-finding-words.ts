import { useLingui } from '@lingui/react/macro';
import { extremesOf } from '../../../src/drawing/extremes.ts';
import { placeName } from '../parts/chosen-place.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { Finding, Move } from './finding.ts';
import type { MarketView } from './market-view.ts';
import { measureOf } from './measures.ts';
import { useLevelWords } from './use-level-words.ts';
import { type MoveOf, useMoveWords } from './use-move-words.ts';
import { useInnerPeriodWords, useLongPeriodWords } from './use-period-words.ts';

/** So small a change of the market, in percent, is none. */
const least = 0.05;

/** What the figures say, as the title of the page. */
export function useFindingWords(view: MarketView): (finding: Finding) => string {
  const { t } = useLingui();
  const numbers = useNumbers();
  const move = useMoveWords();
  const level = useLevelWords(view);
  const innerPeriodOf = useInnerPeriodWords(view.period);
  const longPeriodOf = useLongPeriodWords(view.period);
  const spanOf = useSpanWords();
  const [only] = view.places;
  const place = view.places.length === 1 && only ? placeName(only) : undefined;
  const moveOf = ({ name, percent }: Move, when: string): MoveOf => {
    const direction = Math.abs(percent) < least ? 'held' : percent < 0 ? 'fell' : 'rose';
    const isAlone = view.compare === 'places' && view.places.length < 2;
    return { direction, percent: numbers.percent(percent), when, place: isAlone ? place : name };
  };
  const said = (finding: Finding) => {
    if (finding.kind === 'too-little') return t`Too few homes to say how the market moved`;
    if (finding.kind === 'level') return level(finding.levels, longPeriodOf(finding.at), place);
    const [since, until] = [innerPeriodOf(finding.from), innerPeriodOf(finding.to)];
    const when = finding.years === undefined ? t`between ${since} and ${until}` : spanOf(finding.years, until);
    const words = move[measureOf(view.measure).value];
    if (!words) return t`Too few homes to say how the market moved`;
    const [first, ...others] = finding.moves;
    if (others.length === 0) return words.one(moveOf(first, when));
    const { lowest, highest } = extremesOf(finding.moves, ({ percent }) => percent);
    const [low, high] = [numbers.percentChange(lowest.percent), numbers.percentChange(highest.percent)];
    return low === high
      ? words.alike({ when, change: low, names: numbers.list(finding.moves.map(({ name }) => name)) })
      : words.several({ when, lowest: lowest.name, low, highest: highest.name, high });
  };
  // Months begin with a small letter in French.
  return (finding) => capitalized(said(finding), numbers.locale);
}

function capitalized(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

function useSpanWords(): (years: number, until: string) => string {
  const { t } = useLingui();
  // The end of a sentence such as "Asking prices fell 2.1 % in 12 months to Oct 2026".
  return (years, until) => (years === 1 ? t`in 12 months to ${until}` : t`in ${years} years to ${until}`);
}
