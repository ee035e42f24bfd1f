import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { reasonBy } from '../words/own-reason.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { useCorrectable, useRowButton } from './correctable-prices.tsx';
import { useIsBehind } from './use-is-behind.ts';
import { useStatement } from './use-statement.ts';

type Props = {
  /** The instant that the price was stated for (RFC 3339). */
  at: string;
  /** That instant in words. */
  day: string;
  eur: number;
  /** What is stated for it by now; null: nothing. */
  now: number | null;
  /** Why that is, where somebody said why. */
  reasonNow: string | undefined;
};

/** States once more what was voided or corrected; nothing where prices cannot be corrected. */
export function RestorePrice(price: Props) {
  const { id, etag } = useCorrectable();
  return etag === undefined ? null : <Restore {...price} id={id} etag={etag} />;
}

function Restore({ id, etag, at, day, eur, now, reasonNow }: Props & { id: string; etag: string }) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const button = useRowButton(at);
  const { mutate } = useStatement(id, () => false);
  const isBehind = useIsBehind(id, etag);
  const euros = numbers.euros(eur);
  const restore = () => {
    const restored = { id, etag, at, day, price_eur: eur, reason: reasonBy('restore') };
    if (!isBehind) mutate({ ...restored, before: now, reasonBefore: reasonNow });
  };
  return (
    <Button
      ref={button}
      look="quiet"
      aria-disabled={isBehind}
      onClick={restore}
      aria-label={t`Restore the price of ${day}, ${euros}`}
    >
      <Trans>Restore</Trans>
    </Button>
  );
}
