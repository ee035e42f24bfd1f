import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './news-button.module.css';

type Props = {
  count: number;
  /** Whether there may be others beside these. */
  isMore: boolean;
  onShow: () => void;
};

/** Offers what others have changed, in sight wherever one has scrolled to: what is shown does not move by itself. */
export function NewsButton({ count, isMore, onShow }: Props) {
  return (
    <div className={styles.news} role="status">
      {count > 0 && (
        <Button className={styles.button} onClick={onShow}>
          <NewsWords count={count} isMore={isMore} />
        </Button>
      )}
    </div>
  );
}

function NewsWords({ count, isMore }: Pick<Props, 'count' | 'isMore'>) {
  const numbers = useNumbers();
  const text = numbers.count(count);
  if (isMore) return <Trans>At least {text} listings changed. Show</Trans>;
  return <Plural value={count} one={`${text} listing changed. Show`} other={`${text} listings changed. Show`} />;
}
