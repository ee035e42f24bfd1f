import { readFile } from 'node:fs/promises';

const read = async (path: string) => await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
export const document = await read('docs/operations.md');
const readme = await read('README.md');

/** What README.md has a superuser run before the service starts. */
export function roleAndDatabase(password: string): string[] {
  const text = /^```sql\n(CREATE ROLE .*?)^```$/ms.exec(readme)?.[1] ?? '';
  return text.replace('…', password).split('\n').filter(Boolean);
}

/** What docs/operations.md has whoever types its blocks set before. */
export function exportedNames(): Set<string> {
  const said = /^## Where and as whom\n(.*?)^## /ms.exec(document)?.[1] ?? '';
  const lines = [...said.matchAll(/^export (.*)$/gm)].map(([, line = '']) => line);
  return new Set(lines.flatMap((line) => [...line.matchAll(/\b([A-Z_]+)=/g)].map(([, name = '']) => name)));
}

/** Who types a block: where the service is, or as the account of PostgreSQL. */
export type Block = { who: 'service' | 'postgres'; text: string };

/** The blocks of docs/operations.md that are typed, by the heading above them. */
export function blocksByHeading(): Map<string, Block[]> {
  const found = new Map<string, Block[]>();
  for (const section of document.split(/^#{2,3} /m).slice(1)) {
    const heading = section.slice(0, section.indexOf('\n'));
    const blocks = [...section.matchAll(/^```sh\n# as (the service|postgres)[^\n]*\n(.*?)^```$/gms)].map(
      ([, who = '', text = '']): Block => ({ who: who === 'postgres' ? 'postgres' : 'service', text }),
    );
    if (blocks.length > 0) found.set(heading, blocks);
  }
  return found;
}

/** The units of systemd that docs/operations.md has, by their paths. */
export function units(): Map<string, string> {
  const found = document.matchAll(/^```ini\n# (\S+)\n(.*?)^```$/gms);
  return new Map([...found].map(([, path = '', text = '']) => [path, text]));
}
