import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { EmptyNote } from './note.tsx';

/** Where a place has no home at all. @param children what else to look at */
export function UnknownPlace({ place, children }: { place: string; children: ReactNode }) {
  return (
    <EmptyNote title={<Trans>There is no listing in “{place}”</Trans>}>
      <Trans>It may be spelled otherwise: places that have listings are suggested as you type.</Trans> {children}
    </EmptyNote>
  );
}
