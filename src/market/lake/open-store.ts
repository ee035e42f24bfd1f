import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { lakeIn } from '../../config/market.ts';
import { openFolderStore } from './folder-store.ts';
import type { LakeStore } from './lake-store.ts';
import { openS3Store } from './s3-store.ts';

/**
 * The lake of LAKE_URL. What is in S3 has copies in `lake-cache` in the folder of the data.
 * @param only 'reading' makes no folder of it
 * @throws AppError `misconfigured`
 */
export async function openStore(
  { lakeUrl, dataDir }: Pick<Config, 'lakeUrl' | 'dataDir'>,
  only?: 'reading',
): Promise<LakeStore> {
  const setting = lakeUrl === lakeIn(dataDir) ? 'DATA_DIR' : 'LAKE_URL';
  if (!lakeUrl.startsWith('s3://')) return await openFolderStore(lakeUrl, { only, setting });
  return await openS3Store({ url: lakeUrl, cacheFolder: join(dataDir, 'lake-cache') });
}
