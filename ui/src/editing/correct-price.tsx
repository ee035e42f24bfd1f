import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { useCorrectable, useRowButton } from './correctable-prices.tsx';
import type { PriceToCorrect } from './correction-dialog.tsx';

/** Opens what corrects or voids a price of the past; nothing where prices cannot be corrected. */
export function CorrectPrice(price: PriceToCorrect) {
  const { etag, correct } = useCorrectable();
  return etag === undefined ? null : <Correct price={price} onOpen={() => correct(price)} />;
}

function Correct({ price, onOpen }: { price: PriceToCorrect; onOpen: () => void }) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const button = useRowButton(price.at);
  const [day, euros] = [price.day, numbers.euros(price.eur)];
  return (
    <Button ref={button} look="quiet" onClick={onOpen} aria-label={t`Correct the price of ${day}, ${euros}`}>
      <Trans>Correct</Trans>
    </Button>
  );
}
