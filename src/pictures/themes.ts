/** Those whose colours are known beforehand. */
export const fixedThemes = ['light', 'dark'] as const;
export const pictureThemes = [...fixedThemes, 'auto'] as const;
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

type ColourName = keyof typeof colours;

function valuesOf(number: 0 | 1): string {
  return Object.entries(colours)
    .map(([name, values]) => `--${name}:${values[number]};`)
    .join('');
}

/**
 * Rules of style in the colours of a theme, which they name as `var(--ink)`. Mail programs and what makes a PNG know neither
 * custom properties nor media queries: only `auto` has them, which goes by what the reader's system prefers.
 */
export function inTheme(theme: PictureTheme, rules: string): string {
  if (theme === 'auto') return `svg{${valuesOf(0)}}@media(prefers-color-scheme:dark){svg{${valuesOf(1)}}}${rules}`;
  const number = theme === 'dark' ? 1 : 0;
  return rules.replace(/var\(--([\w-]+)\)/g, (_, name: ColourName) => colours[name][number]);
}

export const fontFamily = 'system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif';
