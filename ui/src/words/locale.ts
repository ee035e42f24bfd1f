import { i18n, type Messages } from '@lingui/core';
import { browserStorage } from '../api/browser-storage.ts';
import { loadFile } from '../api/load-file.ts';

/** The languages that the page has texts in; the first is that of the sources. */
export const languages = ['en', 'fr', 'de'] as const;
export type Language = (typeof languages)[number];

const stored = 'language';

/** What the reader chose, else the first language of the browser that there are texts in. */
export function preferredLanguage(): Language {
  const wanted = [browserStorage.read(stored), ...navigator.languages];
  const found = wanted.map((tag) => languages.find((language) => tag === language || tag?.startsWith(`${language}-`)));
  return found.find((language) => language !== undefined) ?? languages[0];
}

/** The reader's own way of writing numbers and dates in a language, such as `de-AT`; else that language's. */
export function formatLocale(language: string): string {
  return (
    navigator.languages.find((tag) => (tag === language || tag.startsWith(`${language}-`)) && isKnown(tag)) ?? language
  );
}

/** Browsers have told tags that are none, such as `en-US@posix`. */
function isKnown(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: async () => await import('../../locales/en.po'),
  fr: async () => await import('../../locales/fr.po'),
  de: async () => await import('../../locales/de.po'),
};

/** Turns the page to the language that is preferred, or to that of the sources where its texts do not come. @throws where none do */
export async function turnToPreferred(): Promise<void> {
  const preferred = preferredLanguage();
  await turnTo(preferred).catch(async (error: unknown) => {
    if (preferred === languages[0]) throw error;
    await turnTo(languages[0]);
  });
}

/** Loads the texts of a language and turns the page to it. */
async function turnTo(language: Language): Promise<void> {
  const { messages } = await loadFile(catalogs[language]);
  i18n.loadAndActivate({ locale: language, locales: formatLocale(language), messages });
  document.documentElement.lang = language;
}

/** @throws where its texts do not come */
export async function chooseLanguage(language: Language): Promise<void> {
  await turnTo(language);
  browserStorage.write(stored, language);
}
