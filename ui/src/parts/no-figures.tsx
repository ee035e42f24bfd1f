import { Trans } from '@lingui/react/macro';
import { ApiProblem } from '../api/problem.ts';
import { EmptyNote } from './note.tsx';

/** The service was started without figures of the market: asking again is of no use. */
export function hasNoFigures(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 501;
}

export function NoFigures() {
  return (
    <EmptyNote title={<Trans>There are no market figures here</Trans>}>
      <Trans>This service was started without them.</Trans>
    </EmptyNote>
  );
}
