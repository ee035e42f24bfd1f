import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useLocation } from 'wouter';
import styles from './notice.module.css';
import { type Notice, NoticeBox } from './notice-box.tsx';
import { onOtherPage, type Told } from './told-notice.ts';

type Tell = (notice: Notice) => void;

type Place = { told: Told<Notice> | undefined; dismiss: () => void };

const TellContext = createContext<Tell>(() => {});
const PlaceContext = createContext<Place>({ told: undefined, dismiss: () => {} });

/** To tell what was done, on whichever page the reader is by then: one thing at a time, the latest. */
export function useTell(): Tell {
  return useContext(TellContext);
}

/** Stands around all pages, so that a notice outlives the one that it came from. */
export function Notices({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const [told, setTold] = useState<Told<Notice>>();
  const tell = useCallback<Tell>(
    (notice) => setTold((before) => ({ notice, number: (before?.number ?? 0) + 1, at: Date.now(), isAfloat: true })),
    [],
  );
  const dismiss = useCallback(() => setTold(undefined), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each other page
  useLayoutEffect(() => setTold((now) => onOtherPage(now, Date.now())), [path]);
  useFailedWrite(useCallback((begunAt) => setTold((now) => (now && now.at <= begunAt ? undefined : now)), []));
  const place = useMemo(() => ({ told, dismiss }), [told, dismiss]);
  return (
    <TellContext value={tell}>
      <PlaceContext value={place}>{children}</PlaceContext>
    </TellContext>
  );
}

/** Where notices are told: over the page that they are of, and above the content of others, where nothing is below them. */
export function NoticePlace() {
  const { told, dismiss } = useContext(PlaceContext);
  return (
    <div role="status" className={told?.isAfloat === false ? styles.above : styles.afloat}>
      {told && <NoticeBox key={told.number} notice={told.notice} isAfloat={told.isAfloat} onDismiss={dismiss} />}
    </div>
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
