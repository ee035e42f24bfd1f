import type { Command } from 'commander';

/** What follows an error of usage, which the whole help would push out of sight. */
export const helpPointer = '(--help tells how it is used)';

/** In place of the one of commander, which answers a command that is not there with the help of all, and no word of it. */
export function addHelpCommand(parent: Command): void {
  parent
    .command('help')
    .description('display help for command')
    .argument('[command]')
    .action(async (name?: string) => {
      await parent.parseAsync(argsOf(parent, name), { from: 'user' });
    });
}

/** Without --help commander says that it is not there; with it, it tells of all that are. */
function argsOf({ commands }: Command, name: string | undefined): string[] {
  if (name === undefined) return ['--help'];
  return commands.some((command) => command.name() === name) ? [name, '--help'] : [name];
}
