import { writeFile } from 'node:fs/promises';
import { pages } from './architecture/pages.ts';
import { toDrawio } from './architecture/to-drawio.ts';
import { toSvg } from './architecture/to-svg.ts';

// npx node docs/architecture.ts: draws docs/architecture.drawio, and each of its pages for ARCHITECTURE.md, from docs/architecture/.

/** What is drawn, by its path in docs. */
export function drawings(): ReadonlyMap<string, string> {
  const pictures = pages.map((page) => [`img/${page.file}.svg`, toSvg(page)] as const);
  return new Map([['architecture.drawio', toDrawio(pages)], ...pictures]);
}

if (import.meta.main) {
  for (const [path, text] of drawings()) {
    await writeFile(new URL(path, import.meta.url), text);
    process.stdout.write(`docs/${path}\n`);
  }
}
