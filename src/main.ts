import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { runCommand } from './cli/run-command.ts';

const program = new Command('pricetrail')
  .description('Real-estate listings and every price they ever had.')
  .version(packageJson.version)
  .addHelpText(
    'after',
    '\nSettings come from the environment: HOST, PORT, DATABASE_URL, DATA_DIR, DEMO, LOG_LEVEL.\nThe README says what each does.',
  )
  .showHelpAfterError();

program
  .command('serve')
  .description('migrate the database, then serve the API until SIGINT or SIGTERM')
  .action(runCommand(async (config) => (await import('./cli/serve.ts')).serve(config, packageJson.version)));

const migrate = program.command('migrate').description('bring the schema of the database up to date, or back');
migrate
  .command('up')
  .description('run every migration that has not been run')
  .action(runCommand(async (config) => (await import('./cli/migrate.ts')).migrateUp(config)));
migrate
  .command('down')
  .description('take back the last migrations; what their tables held is lost')
  .argument('[count]', 'how many', wholeNumber, 1)
  .action(runCommand(async (config, count: number) => (await import('./cli/migrate.ts')).migrateDown(config, count)));
migrate
  .command('status')
  .description('list the migrations, and when each was run; exit status 1 while some have not been')
  .action(runCommand(async (config) => (await import('./cli/migrate.ts')).migrateStatus(config)));

await program.parseAsync();

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}
