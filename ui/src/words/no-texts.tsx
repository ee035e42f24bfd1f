import { Button } from '../parts/button.tsx';
import { type Language, preferredLanguage } from './locale.ts';
import styles from './no-texts.module.css';

const texts: Record<Language, { title: string; again: string }> = {
  en: { title: 'This page could not be loaded', again: 'Try again' },
  fr: { title: 'Cette page n’a pas pu être chargée', again: 'Réessayer' },
  de: { title: 'Diese Seite konnte nicht geladen werden', again: 'Erneut versuchen' },
};

/** Stands where the page would, as long as no texts come: these ones are in the script. */
export function NoTexts({ retry }: { retry: () => void }) {
  const language = preferredLanguage();
  const { title, again } = texts[language];
  return (
    <main className={styles.note} lang={language}>
      <div role="alert">
        <h1>{title}</h1>
        <Button onClick={retry}>{again}</Button>
      </div>
    </main>
  );
}
