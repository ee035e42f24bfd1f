import { Trans } from '@lingui/react/macro';
import { useNumbers } from '../words/use-numbers.ts';
import type { Doubt } from './use-doubt.ts';

/** Asks back where a digit may be one too many, or missing. */
export function DoubtNote({ doubt: { price, from } }: { doubt: Doubt }) {
  const numbers = useNumbers();
  const [percent, euros] = [numbers.percentChange((price / from - 1) * 100), numbers.euros(from)];
  return (
    <p>
      <Trans>
        That is {percent} from {euros}. If it is right, send it once more.
      </Trans>
    </p>
  );
}
