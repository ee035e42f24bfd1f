import { openS3Store } from '../../../src/market/lake/s3-store.ts';

// node download.ts URL FOLDER NAME: has a file of a lake on this machine.
const [url = '', cacheFolder = '', name = ''] = process.argv.slice(2);
const store = await openS3Store({ url, cacheFolder });
await store.paths([name]);
await store.close();
