import { Trans } from '@lingui/react/macro';
import { type ReactNode, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { DayField } from '../parts/day-field.tsx';
import { useFaultyDay } from './faulty-day.tsx';
import styles from './listing-page.module.css';

type Props = {
  label: ReactNode;
  /** As the address has it; undefined: today. */
  day: string | undefined;
  onChange: (day: string | undefined) => void;
};

/** The day that something is shown as of, and the way back to today. */
export function DayChoice({ label, day, onChange }: Props) {
  const faulty = useFaultyDay(day);
  const place = useRef<HTMLDivElement>(null);
  const goBack = () => {
    onChange(undefined);
    place.current?.querySelector('input')?.focus(); // the button goes
  };
  return (
    <div ref={place} className={styles.choice}>
      {day !== undefined && (
        <Button look="quiet" onClick={goBack}>
          <Trans>Back to today</Trans>
        </Button>
      )}
      <DayField label={label} day={faulty?.fault === 'no-day' ? undefined : day} onChange={onChange} />
    </div>
  );
}
