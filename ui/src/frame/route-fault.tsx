import type { ReactNode } from 'react';
import { FaultBoundary } from './fault-boundary.tsx';
import { FaultNote, MissingNote } from './fault-note.tsx';
import { PartMissing } from './later.tsx';

/** A page that fails leaves the frame standing: one can go elsewhere, or try again. */
export function RouteFault({ children }: { children: ReactNode }) {
  return (
    <FaultBoundary
      onFault={(fault) => fault instanceof PartMissing && fault.forget()}
      note={(fault, retry) => (fault instanceof PartMissing ? <MissingNote retry={retry} /> : <FaultNote />)}
    >
      {children}
    </FaultBoundary>
  );
}
