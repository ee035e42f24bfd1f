import { useLingui } from '@lingui/react/macro';
import { useTell } from '../parts/notice.tsx';
import { savePicture } from './save-picture.ts';

/** @returns saves a chart as PNG, or tells that it could not */
export function useSavePicture() {
  const { t } = useLingui();
  const tell = useTell();
  return async (chart: SVGSVGElement, picture: { title: string; name: string }): Promise<void> => {
    try {
      await savePicture(chart, picture);
    } catch {
      tell({ text: t`The picture was not saved: your browser could not draw it.` });
    }
  };
}
