import { writeFile } from 'node:fs/promises';
import { dashboard } from './dashboard.ts';

// npx node monitoring/write-dashboard.ts: writes the file that Grafana reads.
await writeFile(new URL('dashboard.json', import.meta.url), `${JSON.stringify(dashboard, null, 2)}\n`);
