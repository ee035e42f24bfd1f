import { Trans } from '@lingui/react/macro';
import { useNumbers } from '../words/use-numbers.ts';
import type { Doubt } from './use-doubt.ts';

type Props = {
  doubt: Doubt;
  /** What the price is far from. */
  is: 'now' | 'beside';
};

/** Asks back where a digit may be one too many, or missing. */
export function DoubtNote({ doubt: { price, from }, is }: Props) {
  const numbers = useNumbers();
  const [percent, euros] = [numbers.percentChange((price / from - 1) * 100), numbers.euros(from)];
  return (
    <p>
      {is === 'now' ? (
        <Trans>
          That is {percent} from {euros}.
        </Trans>
      ) : (
        <Trans>
          That is {percent} from the price next to it, {euros}.
        </Trans>
      )}{' '}
      <Trans>If it is right, press the button once more.</Trans>
    </p>
  );
}
