import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { writeRules } from './generate-rules.ts';

// Writes src/api/schema.ts, and with it what generate-rules.ts does, from the OpenAPI document that a test of the API keeps.

const document = new URL('../test/http/openapi.json', import.meta.url);
const head = '// Generated from test/http/openapi.json by ui/generate-client.ts: change that one.\n\n';

/** The types of the client, as they should be now. */
export async function clientTypes(): Promise<string> {
  const ast = await openapiTypescript(JSON.parse(await readFile(document, 'utf8')));
  return head + astToString(ast);
}

if (import.meta.main) {
  await writeFile(new URL('src/api/schema.ts', import.meta.url), await clientTypes());
  await writeRules();
}
