import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { focusMain } from './focus-main.ts';
import styles from './notice.module.css';

/** What was done, and how to undo it; or what failed, and how to try it again. */
export type Notice = { text: ReactNode; undo?: (() => void) | undefined; retry?: (() => void) | undefined };

type Tell = (notice: Notice) => void;

const TellContext = createContext<Tell>(() => {});

/** To tell what was done, on whichever page the reader is by then: one thing at a time, the latest. */
export function useTell(): Tell {
  return useContext(TellContext);
}

/** Stands around all pages, so that a notice outlives the one that it came from. */
export function Notices({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ notice: Notice; number: number; at: number }>();
  const tell = useCallback<Tell>(
    (notice) => setShown((before) => ({ notice, number: (before?.number ?? 0) + 1, at: Date.now() })),
    [],
  );
  const dismiss = useCallback(() => setShown(undefined), []);
  useFailedWrite(useCallback((begunAt) => setShown((now) => (now && now.at <= begunAt ? undefined : now)), []));
  return (
    <TellContext value={tell}>
      {children}
      <div role="status" className={styles.region}>
        {shown && <Shown key={shown.number} notice={shown.notice} onDismiss={dismiss} />}
      </div>
    </TellContext>
  );
}

/** What was told before a write that fails would seem to be told of that one. @param failed with when it was begun */
function useFailedWrite(failed: (begunAt: number) => void): void {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error') failed(event.mutation.state.submittedAt);
      }),
    [client, failed],
  );
}

const stayMs = 15_000;

function Shown({ notice: { text, undo, retry }, onDismiss }: { notice: Notice; onDismiss: () => void }) {
  const { t } = useLingui();
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isHeld = isHovered || isFocused;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(onDismiss, stayMs);
    return () => clearTimeout(timer);
  }, [isHeld, onDismiss]);
  const leave = (then?: () => void) => {
    focusMain(); // else the focus goes with the button
    onDismiss();
    then?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is watched is whether it is being read
    <div
      className={styles.notice}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
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
