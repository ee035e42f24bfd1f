import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { DemoCommandOptions } from './cli/demo.ts';
import type { DoctorOptions } from './cli/doctor.ts';
import { type ExportCommandOptions, type Exported, exported, formatOption } from './cli/export-options.ts';
import { addHelpCommand, helpPointer } from './cli/help-command.ts';
import { formatChoices, type ImportCommandOptions } from './cli/import-options.ts';
import {
  type CreateKeyOptions,
  expiry,
  keyRoles,
  type RotateKeyOptions,
  seconds,
  usesNoted,
} from './cli/keys-options.ts';
import { dialectChoices, type LakeDdlOptions } from './cli/lake-ddl-options.ts';
import type { MigrateDownOptions } from './cli/migrate.ts';
import { pastInstant } from './cli/past-instant.ts';
import { type RelayCommandOptions, relayAdvice, usualSource } from './cli/relay-options.ts';
import { type Role, roles } from './cli/roles.ts';
import { runCommand } from './cli/run-command.ts';
import type { TrimOptions } from './cli/trim.ts';

const importFormat = `
Each line is a JSON object: the members of a listing as in POST /listings, its "reference" (the owner's own id, by which
it is found again) and "observed_at" (when it was so; left out: now). As CSV it has a header, with the members of the
address beside the others: docs/imports.md. Of several lines about one listing and instant the
last one counts. Of a line about an instant before the listing's last change only the price is taken, into the history.
Importing a file again changes nothing, if its lines have "observed_at".`;

const doctorFindings = `
Each finding tells the listing, the instant, what is wrong and how to mend it; exit status 1 if there is one. It may run
while others write: each range of listings is read at one moment. With --repair the price history is the truth for
past prices, and what is there although nobody recorded it is recorded now; writers wait while a range is mended.`;

const migratesFirst = `
It brings the schema of the database up to date first, as migrate up does. Without DATABASE_URL the database is the embedded one
in DATA_DIR, which is made where there is none.`;

const keysAdvice = `
A reader reads, a writer also writes listings, prices and imports, an admin also webhooks. What is stored of a key is a
hash: who loses one rotates it. On 127.0.0.1 everybody may do everything as long as there has never been a key.`;

const lakeAdvice = `
It is in LAKE_URL, a folder or s3://bucket/prefix (default: lake in DATA_DIR). Every serve with --role all or worker keeps it
up with the feed: none of these commands is needed for that, and all of them may run beside it. Files that count no more
stay for an hour, for those who are reading them.`;

const program = new Command('pricetrail')
  .description('Real-estate listings and every price they ever had.')
  .version(packageJson.version)
  .addHelpText(
    'after',
    `
Settings come from the environment: HOST, PORT, WORKERS, DATABASE_URL, DATABASE_CONNECTIONS, DATABASE_READ_URL,
DATABASE_READ_LAG, ANONYMOUS_ROLE, AUTH_ISSUER, AUTH_AUDIENCE, AUTH_ROLES_CLAIM, CORS_ORIGINS,
RATE_LIMIT, RATE_LIMIT_STORE, REDIS_URL, TRUST_PROXY, SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT, DATA_DIR, LAKE_URL, MARKET_THREADS, MARKET_MEMORY, MARKET_TIME_LIMIT, MARKET_CONCURRENCY, DEMO,
REQUIRE_IF_MATCH, CACHE_CONTROL, PICTURE_FONTS, SECRETS_KEY, WEBHOOK_ALLOW_PRIVATE, RELAY_USER, RELAY_PASSWORD, RELAY_TOKEN, LOG_LEVEL,
LOG_FORMAT, LOG_REQUESTS, METRICS_PORT, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER_ARG.
The README says what each does.`,
  )
  .showHelpAfterError(helpPointer);

program
  .command('serve')
  .description('migrate the database, then serve the API until SIGINT or SIGTERM')
  .addOption(
    new Option('--role <role>', 'answer requests (api), post webhooks, do imports and keep the lake (worker), or both')
      .choices(roles)
      .default('all' satisfies Role),
  )
  .action(
    runCommand(async (config, { role }: { role: Role }) =>
      (await import('./cli/serve.ts')).serve(config, packageJson.version, role),
    ),
  );

const migrate = program.command('migrate').description('bring the schema of the database up to date, or back');
migrate
  .command('up')
  .description('run every migration that has not been run')
  .action(runCommand(async (config) => (await import('./cli/migrate.ts')).migrateUp(config)));
migrate
  .command('down')
  .description('take back the last migrations; the listings stay, the price history is lost')
  .argument('[count]', 'how many, or all', (text) => (text === 'all' ? text : wholeNumber(text)), 1)
  .option('--yes', 'do it: nothing brings the history back')
  .action(
    runCommand(async (config, count: number | 'all', options: MigrateDownOptions) =>
      (await import('./cli/migrate.ts')).migrateDown(config, count, options),
    ),
  );
migrate
  .command('status')
  .description('list the migrations, and when each was run; exit status 1 while some have not been')
  .action(runCommand(async (config) => (await import('./cli/migrate.ts')).migrateStatus(config)));

const keys = program
  .command('keys')
  .description('make and end the keys of the API: Authorization: Bearer pt_…')
  .addHelpText('after', keysAdvice);
keys
  .command('create')
  .description('make a key; it is printed this once')
  .addOption(new Option('--role <role>', 'what it may do (needed)').choices(keyRoles).makeOptionMandatory())
  .requiredOption('--name <name>', 'whose it is: changes name it as key:<name> (needed)')
  .option(
    '--expires <when>',
    'a date and time with its offset, or from now, such as 90d or 12h, or never (default: never)',
    expiry,
  )
  .addHelpText('after', migratesFirst)
  .action(
    runCommand(async (config, options: CreateKeyOptions) => (await import('./cli/keys.ts')).createKey(config, options)),
  );
keys
  .command('list')
  .description('list every key there ever was')
  .addHelpText('after', `\n${usesNoted}`)
  .action(runCommand(async (config) => (await import('./cli/keys.ts')).listKeys(config)));
keys
  .command('revoke')
  .description('end a key, or all of a name; services notice within seconds')
  .argument('<key>', 'its id or its name')
  .action(runCommand(async (config, key: string) => (await import('./cli/keys.ts')).revokeKey(config, key)));
keys
  .command('rotate')
  .description('make another key of the same name and role; it is printed this once')
  .argument('<key>', 'its id, or a name: then all of it that count are those of before')
  .addOption(
    new Option(
      '--keep <time>',
      'for how long those of before still count, such as 7d or 0s; none for longer than it would',
    )
      .argParser(seconds)
      .default(86_400, '24h'),
  )
  .option(
    '--expires <when>',
    'when the new one ends: as of create, or never (default: the same lifetime as the last one of the name, from now on)',
    expiry,
  )
  .action(
    runCommand(async (config, key: string, options: RotateKeyOptions) =>
      (await import('./cli/keys.ts')).rotateKey(config, key, options),
    ),
  );

program
  .command('import')
  .description(
    'read observations of listings and their prices: NDJSON or CSV, or a gzip of it; exit status 1 if a line is refused',
  )
  .argument('<file>', 'a file, or - for standard input')
  .addOption(
    new Option(
      '--format <format>',
      'of the lines (default: csv where the file ends in .csv or .csv.gz, else ndjson)',
    ).choices(formatChoices),
  )
  .option('--strict', 'write nothing at all if a line is refused')
  .option('--dry-run', 'do everything, then take it back')
  .addHelpText('after', importFormat)
  .addHelpText('after', migratesFirst)
  .action(
    runCommand(async (config, file: string, options: ImportCommandOptions) =>
      (await import('./cli/import.ts')).importFile(config, file, options),
    ),
  );

program
  .command('export')
  .description('write out everything of one moment, with the cursor of the feed that a copy goes on from')
  .addArgument(new Argument('<what>').choices(exported))
  .addOption(new Option('--format <format>', 'of the rows').choices(formatOption.choices).default(formatOption.usual))
  .option('--out <file>', 'a file (default: standard output)')
  .action(
    runCommand(async (config, what: Exported, options: ExportCommandOptions) =>
      (await import('./cli/export.ts')).exportRows(config, what, options),
    ),
  );

program
  .command('relay')
  .description('send every change to Kafka or NATS JetStream, as CloudEvents, until SIGINT or SIGTERM')
  .requiredOption('--to <address>', 'where to (needed)')
  .option('--from <place>', 'start, now, or a cursor of the feed (default: where it stopped; the first time the start)')
  .option('--name <name>', 'under which it stores how far it is (default: the address without credentials)')
  .option('--source <uri>', 'the source of the events, which names this service', usualSource)
  .addHelpText('after', relayAdvice)
  .action(
    runCommand(async (config, options: RelayCommandOptions) => (await import('./cli/relay.ts')).relay(config, options)),
  );

program
  .command('market')
  .description('print figures of the market by period and place, such as --metric median_price_per_m2 --by city')
  .allowUnknownOption() // its options are read where they are described, which takes a while to load
  .allowExcessArguments()
  .helpOption(false)
  .action(
    runCommand(async (config, _: object, { args }: Command) =>
      (await import('./cli/market.ts')).runMarket(config, args),
    ),
  );

program
  .command('demo')
  .description('fill the database with a synthetic book of listings and prices; the same options make the same book')
  .option('--listings <n>', 'how many listings', wholeNumber, 500)
  .option('--prices <m>', 'how many prices together, one or more a listing (default: 6 a listing)', wholeNumber)
  .option('--seed <s>', 'another seed makes another book', wholeNumber, 1)
  .option('--until <instant>', 'no price is later (default: the start of this day in UTC)', pastInstant)
  .option('--yes', 'do it where there are listings already')
  .addHelpText('after', migratesFirst)
  .action(
    runCommand(async (config, options: DemoCommandOptions) => (await import('./cli/demo.ts')).demo(config, options)),
  );

program
  .command('doctor')
  .description('check that the listings, their prices and the feed agree, over the whole database')
  .option(
    '--repair',
    'mend what can be derived, and record prices that were written while the triggers were off; with --replay attributes too',
  )
  .option('--replay', 'fold the feed from its start too, and compare with the tables row by row')
  .addHelpText('after', doctorFindings)
  .action(
    runCommand(async (config, options: DoctorOptions) => (await import('./cli/doctor.ts')).doctor(config, options)),
  );

program
  .command('trim')
  .description(
    'remove changes from the beginning of the feed; listings, prices and attributes of the past stay. By default nothing is ever removed',
  )
  .requiredOption('--before <instant>', 'those recorded before it (needed)', pastInstant)
  .action(runCommand(async (config, options: TrimOptions) => (await import('./cli/trim.ts')).trim(config, options)));

const lake = program
  .command('lake')
  .description('the columnar copy of all prices, from which figures of the market are worked out')
  .addHelpText('after', lakeAdvice);
lake
  .command('rebuild')
  .description('make it anew from all that the database has; who reads it meanwhile reads what was there')
  .action(runCommand(async (config) => (await import('./cli/lake.ts')).rebuild(config)));
lake
  .command('verify')
  .description('compare it with the database, month by month; exit status 1 if something differs')
  .action(runCommand(async (config) => (await import('./cli/lake-verify.ts')).verify(config)));
lake
  .command('compact')
  .description('make its layers one, so that what was deleted is in no file that counts')
  .action(runCommand(async (config) => (await import('./cli/lake.ts')).compact(config)));
lake
  .command('ddl')
  .description('print the statements by which another engine asks the files where they are, or loads them')
  .addOption(new Option('--for <engine>', 'whose (needed)').choices(dialectChoices).makeOptionMandatory())
  .option(
    '--at <url>',
    'where that engine finds the lake, such as gs://bucket/lake after a copy (default: where it is)',
  )
  .action(
    runCommand(async (config, options: LakeDdlOptions) => (await import('./cli/lake-ddl.ts')).ddl(config, options)),
  );
lake
  .command('status')
  .description(
    'say where it is, how far of the feed, and what it is made of; exit status 1 if there is none, or files of it are missing',
  )
  .action(runCommand(async (config) => (await import('./cli/lake-status.ts')).status(config)));

for (const command of [program, migrate, keys, lake]) addHelpCommand(command);
await program.parseAsync();

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 999,999,999.');
  return Number(text);
}
