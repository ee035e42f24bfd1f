import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { useCorrect, useRowButton } from './correctable-prices.tsx';
import type { PriceToCorrect } from './correction-dialog.tsx';

/** Opens what corrects or voids a price of the past. */
export function CorrectPrice(price: PriceToCorrect) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const correct = useCorrect();
  const button = useRowButton(price.at);
  const [day, euros] = [price.day, numbers.euros(price.eur)];
  return (
    <Button
      ref={button}
      look="quiet"
      onClick={() => correct(price)}
      aria-label={t`Correct the price of ${day}, ${euros}`}
    >
      <Trans>Correct</Trans>
    </Button>
  );
}
