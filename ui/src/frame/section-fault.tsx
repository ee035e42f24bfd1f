import type { ReactNode } from 'react';
import { FailedNote } from '../parts/note.tsx';
import { FaultBoundary } from './fault-boundary.tsx';

/** A part of a page that fails leaves the others standing, and can be tried again. */
export function SectionFault({ children }: { children: ReactNode }) {
  return (
    <FaultBoundary note={(fault, retry) => <FailedNote error={errorOf(fault)} retry={retry} />}>
      {children}
    </FaultBoundary>
  );
}

function errorOf(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error(String(fault));
}
