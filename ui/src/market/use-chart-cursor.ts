import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { MarketDrawing } from '../../../src/drawing/market-chart.ts';

export type Cursor = {
  /** The number of a period. */
  at: number;
  /** Who came by keyboard is told; a pointer would have all on its way told. */
  isByKey: boolean;
};

/** The period that is read out: by pointer, or by arrows, Home, End, Page Up and Page Down; Esc leaves. @param year in periods */
export function useChartCursor({ from, to, each, left }: MarketDrawing, year: number) {
  const [cursor, setCursor] = useState<Cursor>();
  const within = (at: number) => Math.min(to, Math.max(from, at));
  const here = cursor && within(cursor.at);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setCursor(undefined);
    const at = placeAfter(event.key, { here, from, to, year });
    if (at === undefined) return;
    event.preventDefault();
    setCursor({ at: within(at), isByKey: true });
  };
  const onPointer = (event: PointerEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setCursor({ at: within(from + Math.floor((x - left) / each)), isByKey: false });
  };
  const leave = () => setCursor(undefined);
  return {
    cursor: cursor && here !== undefined ? { ...cursor, at: here } : undefined,
    handlers: { onKeyDown, onPointerMove: onPointer, onPointerDown: onPointer, onPointerLeave: leave, onBlur: leave },
  };
}

type Where = { here: number | undefined; from: number; to: number; year: number };

function placeAfter(key: string, { here, from, to, year }: Where): number | undefined {
  if (key === 'Home') return from;
  if (key === 'End') return to;
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -year, PageDown: year }[key];
  if (step === undefined) return undefined;
  return here === undefined ? to : here + step;
}
