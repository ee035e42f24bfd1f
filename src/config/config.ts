import { AppError } from '../errors.ts';
import { type AccessSettings, accessProblems, accessSettings } from './access.ts';
import { type AnsweringSettings, answeringSettings } from './answering.ts';
import { type DatabaseSettings, databaseProblems, databaseSettings } from './database.ts';
import { type DeliveringSettings, deliveringSettings } from './delivering.ts';
import { type ListeningSettings, listeningSettings } from './listening.ts';
import { type MarketSettings, marketSettings } from './market.ts';
import { type Misspelt, misspeltLines, misspeltSettings } from './misspelt.ts';
import { type Environment, settingsOf } from './setting.ts';
import { type TellingSettings, tellingSettings } from './telling.ts';

export type Config = Readonly<
  ListeningSettings &
    DatabaseSettings &
    AccessSettings &
    AnsweringSettings &
    MarketSettings &
    DeliveringSettings &
    TellingSettings & { misspelt: readonly Misspelt[] }
>;

/**
 * Reads the settings from environment variables; an empty variable counts as unset.
 * @throws AppError `misconfigured`, naming every wrong variable at once, and those that are nearly settings.
 */
export function loadConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const names = new Set<string>();
  const setting = settingsOf(env, { problems, names });
  const database = databaseSettings(setting);
  const config: Config = Object.freeze({
    ...listeningSettings(setting),
    ...database,
    ...accessSettings(setting),
    ...answeringSettings(setting),
    ...marketSettings(setting, database.dataDir),
    ...deliveringSettings(setting),
    ...tellingSettings(setting),
    misspelt: misspeltSettings(env, names),
  });
  const unknown = misspeltLines(env, config.misspelt);
  problems.push(...databaseProblems(config), ...accessProblems(config), ...unknown.problems);
  if (problems.length > 0) throw new AppError('misconfigured', [...problems, ...unknown.hints].join('\n'));
  return config;
}
