import { useLingui } from '@lingui/react/macro';
import type { BuildingType } from '../api/types.ts';

/** What kinds of buildings are called. */
export function useBuildingTypes(): Record<BuildingType, string> {
  const { t } = useLingui();
  return { STUDIO: t`Studio`, APARTMENT: t`Apartment`, HOUSE: t`House` };
}
