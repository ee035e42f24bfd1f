import { useState } from 'react';
import { browserStorage } from '../api/browser-storage.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The theme that the reader chose; public/theme.js puts it on the next document before its first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(() => themeOf(document.documentElement.dataset.theme));
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    if (chosen === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    browserStorage.write('theme', chosen);
  };
  return [theme, choose];
}

function themeOf(name: string | undefined): Theme {
  return themes.find((theme) => theme === name) ?? 'system';
}
