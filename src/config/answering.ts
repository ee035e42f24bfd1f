import { isAbsolute } from 'node:path';
import { countSetting, type Setting, switchSetting } from './setting.ts';

export type AnsweringSettings = {
  /** Whether writes to a listing have to name its version. */
  requireIfMatch: boolean;
  /** Cache-Control of reads of what is now. */
  cacheControl: string;
  /** Files of fonts that PNGs have beside the one that comes with the service, for other scripts. */
  pictureFonts: readonly string[];
  /** For how long, in seconds, it goes on after it was told to stop, while others are told to ask elsewhere. */
  shutdownDelay: number;
  /** For how long, in seconds, the answers under way are then waited for. */
  shutdownTimeout: number;
};

export function answeringSettings(setting: Setting): AnsweringSettings {
  const seconds = { to: 600, of: 'of seconds' };
  return {
    requireIfMatch: switchSetting(setting, 'REQUIRE_IF_MATCH', false),
    cacheControl: setting(
      'CACHE_CONTROL',
      'no-cache',
      (text) => (isCacheControl(text) ? text : undefined),
      'directives such as no-cache or public, max-age=60, stale-while-revalidate=30',
    ),
    pictureFonts: setting<readonly string[]>(
      'PICTURE_FONTS',
      [],
      parsePaths,
      'absolute paths of fonts with commas, such as /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    ),
    shutdownDelay: countSetting(setting, 'SHUTDOWN_DELAY', { fallback: 0, from: 0, ...seconds }),
    shutdownTimeout: countSetting(setting, 'SHUTDOWN_TIMEOUT', { fallback: 10, from: 1, ...seconds }),
  };
}

function parsePaths(text: string): string[] | undefined {
  const paths = text.split(',').map((path) => path.trim());
  return paths.every((path) => isAbsolute(path)) ? paths : undefined;
}

/**
 * Whether it is a list of the directives for responses of RFC 9111, 5.2.2, and RFC 5861. Caches ignore what they do not
 * know, a misspelt no-cache too. What is now is never immutable.
 */
function isCacheControl(text: string): boolean {
  const timed = '(?:max-age|s-maxage|stale-while-revalidate|stale-if-error)=[0-9]{1,9}';
  const bare = 'public|private|no-cache|no-store|no-transform|must-revalidate|proxy-revalidate|must-understand';
  const any = `(?:${timed}|${bare})`;
  return new RegExp(`^${any}(?: *, *${any})*$`, 'i').test(text);
}
