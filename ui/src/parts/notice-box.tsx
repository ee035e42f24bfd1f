import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { focusMain } from './focus-main.ts';
import styles from './notice.module.css';
import { stayMs } from './told-notice.ts';

/** What was done, and how to undo it; or what failed, and how to try it again. */
export type Notice = { text: ReactNode; undo?: (() => void) | undefined; retry?: (() => void) | undefined };

/** @property isAfloat whether it goes by itself: what stands in a page would move the page by that */
type Props = { notice: Notice; isAfloat: boolean; onDismiss: () => void };

export function NoticeBox({ notice: { text, undo, retry }, isAfloat, onDismiss }: Props) {
  const { t } = useLingui();
  const watched = useTimeToGo(isAfloat, onDismiss);
  const leave = (then?: () => void) => {
    focusMain(); // else the focus goes with the button
    onDismiss();
    then?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is watched is whether it is being read
    <div className={styles.notice} {...watched} onKeyDown={(event) => event.key === 'Escape' && leave()}>
      <p>{text}</p>
      {undo && (
        <Button look="quiet" onClick={() => leave(undo)}>
          <Trans>Undo</Trans>
        </Button>
      )}
      {retry && (
        <Button look="quiet" onClick={() => leave(retry)}>
          <Trans>Try again</Trans>
        </Button>
      )}
      <Button look="quiet" className={styles.dismiss} onClick={() => leave()} aria-label={t`Dismiss`}>
        <span aria-hidden="true">×</span>
      </Button>
    </div>
  );
}

/** @returns what watches whether something is being read, which goes after a while when it is not */
function useTimeToGo(isAfloat: boolean, go: () => void) {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isHeld = isHovered || isFocused || !isAfloat;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(go, stayMs);
    return () => clearTimeout(timer);
  }, [isHeld, go]);
  return {
    onPointerEnter: () => setHovered(true),
    onPointerLeave: () => setHovered(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  };
}
