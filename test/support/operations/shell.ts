import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseAccount } from '../../../src/db/embedded/account.ts';
import { type Block, exportedNames } from './document.ts';

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

export type Shell = {
  /** What the places of the document are here; may be changed. Typed with are those alone that the document has set. */
  places: Record<string, string>;
  /** Types blocks as the document has them. @throws where one of their commands fails. @returns what they print */
  type(blocks: readonly Block[]): Promise<string>;
};

/** What the document says in words where it is wanted. */
const saidInWords = [
  ...['ACTOR', 'FIRST', 'LAST', 'MOMENT', 'TIMELINE', 'LISTING', 'AGAIN', 'FORGET', 'ENDED', 'RESTORED_URL'],
  ...['NEW_URL', 'DUMP'],
];

export type ShellOptions = {
  /** Where commands of the service are typed. */
  folder: string;
  /** Where those of PostgreSQL are. */
  programs: string;
  /** How the account of PostgreSQL connects. */
  account: Record<string, string>;
};

export async function openShell({ folder, programs, account }: ShellOptions): Promise<Shell> {
  const pricetrail = join(folder, 'pricetrail');
  await writeFile(pricetrail, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  await chmod(pricetrail, 0o755);
  const places: Record<string, string> = {};
  const known = new Set([...exportedNames(), ...saidInWords]);
  const common = { PATH: `${folder}:${programs}:${process.env.PATH}`, HOME: folder, LC_ALL: 'C.UTF-8' };
  return {
    places,
    type: async (blocks) => {
      let printed = '';
      for (const { who, text } of blocks) {
        const isPostgres = who === 'postgres';
        const run = isPostgres ? { ...databaseAccount(), cwd: '/' } : { cwd: folder };
        const said = Object.entries(places).filter(
          ([name]) => known.has(name) && !(isPostgres && name === 'PGPASSWORD'),
        );
        const env = { ...common, ...Object.fromEntries(said), ...(isPostgres ? account : {}) };
        printed += await bash(text, join(folder, 'printed'), { ...run, env });
      }
      return printed;
    },
  };
}

/** What is printed goes to a file: a server that was started goes on, and would hold a pipe open. */
async function bash(text: string, printedTo: string, options: SpawnOptions): Promise<string> {
  const file = await open(printedTo, 'w');
  try {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', text], { ...options, stdio: ['ignore', file.fd, file.fd] });
    const [status] = await once(child, 'exit');
    const printed = await readFile(printedTo, 'utf8');
    if (status !== 0) throw new Error(`exit status ${status}:\n${text}\n${printed}`);
    return printed;
  } finally {
    await file.close();
  }
}
