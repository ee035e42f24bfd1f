import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type Stop, stopAt, stopByKey } from './chart-stops.ts';

/** Leads a reader from stop to stop of a chart, by pointer, touch and keyboard; Escape ends it. */
export function useCursor(stops: readonly Stop[]) {
  const [at, setAt] = useState<number>();
  const point = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setAt(stopAt(stops, { x: event.clientX - left, y: event.clientY - top }));
  };
  const handlers = {
    onPointerMove: point,
    onPointerDown: point,
    /** Who has clicked or tapped keeps what is shown until the focus leaves. */
    onPointerLeave: ({ pointerType, currentTarget }: PointerEvent) => {
      if (pointerType === 'mouse' && document.activeElement !== currentTarget) setAt(undefined);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') return setAt(undefined);
      const to = event.ctrlKey || event.altKey || event.metaKey ? undefined : stopByKey(event.key, at, stops.length);
      if (to === undefined) return;
      event.preventDefault();
      setAt(to);
    },
    onBlur: () => setAt(undefined),
  };
  return { stop: at === undefined ? undefined : stops[at], handlers };
}
