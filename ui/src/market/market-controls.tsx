import { Trans, useLingui } from '@lingui/react/macro';
import { type Period, periods } from '../../../src/drawing/periods.ts';
import { buildingTypes } from '../api/types.ts';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { Choice } from './choice.tsx';
import styles from './market-controls.module.css';
import { type Comparison, comparisons, roomChoices, type ViewProps } from './market-view.ts';
import { type MeasureName, measureGroups } from './measures.ts';
import { PlaceChips } from './place-chips.tsx';
import { SpanChoice } from './span-choice.tsx';
import { useMeasureGroupWords, useMeasureWords } from './use-measure-words.ts';

/** What is looked at; the address holds all of it. */
export function MarketControls({ view, onChange }: ViewProps) {
  const { t } = useLingui();
  return (
    <form className={styles.controls} onSubmit={(event) => event.preventDefault()} aria-label={t`What to look at`}>
      <MeasureChoice view={view} onChange={onChange} />
      <PeriodChoice view={view} onChange={onChange} />
      <SpanChoice view={view} onChange={onChange} />
      <HomesChoice view={view} onChange={onChange} />
      <div className={styles.compared}>
        <ComparisonChoice view={view} onChange={onChange} />
        {view.compare !== 'country' && <PlaceChips view={view} onChange={onChange} />}
      </div>
    </form>
  );
}

const groupNames = ['prices', 'cuts', 'supply'] as const satisfies readonly (keyof typeof measureGroups)[];

function MeasureChoice({ view, onChange }: ViewProps) {
  const words = useMeasureWords();
  const groups = useMeasureGroupWords();
  return (
    <Choice<MeasureName>
      label={<Trans>Measure</Trans>}
      value={view.measure}
      groups={groupNames.map((group) => ({
        name: groups[group],
        options: measureGroups[group].map((value) => ({ value, text: words[value].name })),
      }))}
      onChoose={(measure) => onChange({ measure })}
    />
  );
}

function PeriodChoice({ view, onChange }: ViewProps) {
  const { t } = useLingui();
  const words: Record<Period, string> = { week: t`Weeks`, month: t`Months`, quarter: t`Quarters`, year: t`Years` };
  return (
    <Choice<Period>
      label={<Trans>Period</Trans>}
      value={view.period}
      options={periods.map((value) => ({ value, text: words[value] }))}
      onChoose={(period) => onChange({ period })}
    />
  );
}

function HomesChoice({ view, onChange }: ViewProps) {
  const { t } = useLingui();
  const types = useBuildingTypes();
  const numbers = useNumbers();
  const roomsOf = (rooms: number) => {
    const count = numbers.count(rooms);
    return rooms === roomChoices.at(-1) ? t`${count} or more` : count;
  };
  return (
    <div className={styles.pair}>
      {view.compare !== 'building_type' && (
        <Choice
          label={<Trans>Type</Trans>}
          value={view.type ?? ''}
          options={[{ value: '', text: t`Any` }, ...buildingTypes.map((value) => ({ value, text: types[value] }))]}
          onChoose={(type) => onChange({ type: type === '' ? undefined : type })}
        />
      )}
      <Choice
        label={<Trans>Rooms</Trans>}
        value={view.rooms?.toString() ?? ''}
        options={[
          { value: '', text: t`Any` },
          ...roomChoices.map((rooms) => ({ value: String(rooms), text: roomsOf(rooms) })),
        ]}
        onChoose={(rooms) => onChange({ rooms: rooms === '' ? undefined : Number(rooms) })}
      />
    </div>
  );
}

function ComparisonChoice({ view, onChange }: ViewProps) {
  const { t } = useLingui();
  const words: Record<Comparison, string> = {
    places: t`Places`,
    country: t`Countries`,
    building_type: t`Types of homes`,
  };
  return (
    <Choice<Comparison>
      label={<Trans>Compare</Trans>}
      value={view.compare}
      options={comparisons.map((value) => ({ value, text: words[value] }))}
      onChoose={(compare) => onChange({ compare })}
    />
  );
}
