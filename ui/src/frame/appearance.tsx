import { Trans, useLingui } from '@lingui/react/macro';
import { useTell } from '../parts/notice.tsx';
import { chooseLanguage, type Language, languages } from '../words/locale.ts';
import styles from './appearance.module.css';
import { type Theme, themes, useTheme } from './use-theme.ts';

const inTheirOwnWords: Record<Language, string> = { en: 'English', fr: 'Français', de: 'Deutsch' };

/** Language and theme, in a popover. */
export function Appearance() {
  return (
    <>
      <button type="button" className={styles.open} popoverTarget="appearance">
        <Trans>
          Language <span className={styles.rest}>and appearance</span>
        </Trans>
      </button>
      <div id="appearance" popover="auto" className={styles.panel}>
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </>
  );
}

function LanguageChoice() {
  const { i18n } = useLingui();
  const tell = useTell();
  const speak = (language: Language) =>
    chooseLanguage(language).catch(() =>
      tell({ text: <Trans>The texts did not come. Choose the language again.</Trans> }),
    );
  return (
    <fieldset>
      <legend>
        <Trans>Language</Trans>
      </legend>
      {languages.map((language) => (
        <label key={language} lang={language}>
          <input
            type="radio"
            name="language"
            checked={i18n.locale === language}
            onChange={() => void speak(language)}
          />
          {inTheirOwnWords[language]}
        </label>
      ))}
    </fieldset>
  );
}

function ThemeChoice() {
  const { t } = useLingui();
  const [theme, choose] = useTheme();
  const words: Record<Theme, string> = { system: t`By system`, light: t`Light`, dark: t`Dark` };
  return (
    <fieldset>
      <legend>
        <Trans>Theme</Trans>
      </legend>
      {themes.map((each) => (
        <label key={each}>
          <input type="radio" name="theme" checked={theme === each} onChange={() => choose(each)} />
          {words[each]}
        </label>
      ))}
    </fieldset>
  );
}
