import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { billOfMaterials } from './bill-of-materials.ts';

// npm run sbom [-- FILE]: writes the bill of materials of package-lock.json to sbom.cdx.json, or to the file given.

const [file = 'sbom.cdx.json'] = process.argv.slice(2);
const lock = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8'));
const bill = billOfMaterials(lock, { uuid: randomUUID(), at: new Date() });
await writeFile(file, `${JSON.stringify(bill, null, 2)}\n`);
process.stdout.write(`${file}: ${bill.components.length} packages\n`);
