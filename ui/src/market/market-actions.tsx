import { Trans } from '@lingui/react/macro';
import type { RefObject } from 'react';
import { saveCsv } from '../charts/save-csv.ts';
import { useSavePicture } from '../charts/use-save-picture.ts';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './market-actions.module.css';
import { marketCsv } from './market-csv.ts';
import { paramsOf } from './market-view.ts';
import type { ShownMarket } from './shown-market.ts';

type Props = { market: ShownMarket; picture: RefObject<SVGSVGElement | null>; hasPicture: boolean; title: string };

/** What is shown as files. */
export function MarketActions({ market, picture, hasPicture, title }: Props) {
  const { locale } = useNumbers();
  const savePicture = useSavePicture();
  const name = fileNameOf(market);
  return (
    <div className={styles.actions}>
      <Button onClick={() => saveCsv(marketCsv(market), { name: `${name}.csv`, locale })}>
        <Trans>Save CSV</Trans>
      </Button>
      <Button
        disabled={!hasPicture}
        onClick={() => picture.current && void savePicture(picture.current, { title, name: `${name}.png` })}
      >
        <Trans>Save PNG</Trans>
      </Button>
    </div>
  );
}

/** Says what is in it, in letters that any file system takes. */
function fileNameOf({ view, asOf }: ShownMarket): string {
  const said = [...paramsOf(view).values()].join(' ').normalize('NFD');
  const words = said.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return ['market', words, new Date(asOf).toISOString().slice(0, 10)].filter(Boolean).join('-').toLowerCase();
}
