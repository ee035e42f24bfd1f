import { useNumbers } from '../words/use-numbers.ts';

/** Since when the price of a row holds, or was said to. */
export function RowStart({ at }: { at: string }) {
  const numbers = useNumbers();
  return (
    <th scope="row">
      <time dateTime={at} title={numbers.instant(at)}>
        {numbers.day(at)}
      </time>
    </th>
  );
}
