import { readFile } from 'node:fs/promises';

export const document = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

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
