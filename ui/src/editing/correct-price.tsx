import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { useCorrectable, useRowButton } from './correctable-prices.tsx';
import type { PriceToCorrect } from './correction-dialog.tsx';
import { useIsBehind } from './use-is-behind.ts';

/** Opens what corrects or voids a price of the past; nothing where prices cannot be corrected. */
export function CorrectPrice(price: PriceToCorrect) {
  const { id, etag, correct } = useCorrectable();
  return etag === undefined ? null : <Correct {...{ id, etag, price }} onOpen={() => correct(price)} />;
}

type Props = { id: string; etag: string; price: PriceToCorrect; onOpen: () => void };

function Correct({ id, etag, price, onOpen }: Props) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const button = useRowButton(price.at);
  const isBehind = useIsBehind(id, etag);
  const [day, euros] = [price.day, numbers.euros(price.eur)];
  return (
    <Button
      ref={button}
      look="quiet"
      aria-disabled={isBehind}
      onClick={() => !isBehind && onOpen()}
      aria-label={t`Correct the price of ${day}, ${euros}`}
    >
      <Trans>Correct</Trans>
    </Button>
  );
}
