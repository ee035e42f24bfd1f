import { Trans } from '@lingui/react/macro';
import styles from './price-fields.module.css';

type Props = {
  /** Whether no price was known before the one that is wrong. */
  isFirst: boolean;
  isVoid: boolean;
  onChange: (isVoid: boolean) => void;
};

/** Whether another price is right instead of one, or none. */
export function WhatIsRight({ isFirst, isVoid, onChange }: Props) {
  return (
    <fieldset className={styles.choices}>
      <legend>
        <Trans>What is right</Trans>
      </legend>
      <label>
        <input type="radio" name="kind" checked={!isVoid} onChange={() => onChange(false)} />
        <Trans>Correct it: it was another price</Trans>
      </label>
      <label>
        <input type="radio" name="kind" checked={isVoid} onChange={() => onChange(true)} />
        {isFirst ? (
          <Trans>Void it: the home was not on offer yet</Trans>
        ) : (
          <Trans>Void it: the price before held on</Trans>
        )}
      </label>
    </fieldset>
  );
}
