import { type PriceStory, priceStory } from '../drawing/price-story.ts';
import { pixels } from '../drawing/step-path.ts';
import { textWidth } from '../drawing/text-width.ts';
import { xmlText } from '../wire/xml-text.ts';
import type { Trail } from './read-trail.ts';
import { fontFamily, inTheme, type PictureTheme } from './themes.ts';
import { badgeParts, type PictureLocale, pictureWords } from './words.ts';

const size = 12;
const height = 24;
const padding = 10;

const style = `text{font:${size}px ${fontFamily};fill:var(--ink-2)}rect{fill:var(--surface);stroke:var(--line-strong)}
.fell{font-weight:600;fill:var(--drop)}.rose{font-weight:600;fill:var(--rise)}`;

/** What became of the price of a listing, in one line. @param now in UTC milliseconds */
export function drawBadge(
  { name, prices }: Trail,
  { theme, locale }: { theme: PictureTheme; locale: PictureLocale },
  now: number,
): string {
  const story = priceStory(prices, now);
  const [first = '', ...others] = story ? badgeParts(story, pictureWords[locale]) : [];
  const rest = others.map((part) => ` · ${part}`).join('');
  const width = Math.ceil(textWidth(first + rest, size) + 2 * padding);
  const said = xmlText(`${name}: ${first}${rest}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="said">`,
    `<title id="said">${said}</title><style>${inTheme(theme, style)}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    `<text x="${pixels(width / 2)}" y="16" text-anchor="middle"><tspan class="${classOf(story)}">${xmlText(first)}</tspan>${xmlText(rest)}</text>`,
    '</svg>\n',
  ].join('\n');
}

function classOf(story: PriceStory | undefined): string {
  const pct = story?.changePct ?? 0;
  if (pct === 0) return 'same';
  return pct < 0 ? 'fell' : 'rose';
}
