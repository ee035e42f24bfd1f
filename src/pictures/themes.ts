export const pictureThemes = ['light', 'dark', 'auto'] as const;
export type PictureTheme = (typeof pictureThemes)[number];

/** As in ui/src/style/tokens.css, light and dark; a picture that is embedded has no style sheet but its own. */
export const colours = {
  surface: ['#ffffff', '#181a19'],
  ink: ['#1b1c1a', '#eceeea'],
  'ink-2': ['#53554f', '#b2b6af'],
  'ink-3': ['#6b6d66', '#979b94'],
  drop: ['#0b7285', '#4fc3d4'],
  rise: ['#b4470f', '#f0915a'],
  hairline: ['#e3e3df', '#2b2e2c'],
  grid: ['#e9e9e5', '#252826'],
  'line-strong': ['#8b8b84', '#757a75'],
} as const;

function valuesOf(number: 0 | 1): string {
  return Object.entries(colours)
    .map(([name, values]) => `--${name}:${values[number]};`)
    .join('');
}

/** Sets the colours of a picture; `auto` goes by what the reader's system prefers. */
export function themeStyle(theme: PictureTheme): string {
  const [light, dark] = [`svg{${valuesOf(0)}}`, `svg{${valuesOf(1)}}`];
  if (theme === 'auto') return `${light}@media(prefers-color-scheme:dark){${dark}}`;
  return theme === 'dark' ? dark : light;
}

export const fontFamily = 'system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif';
