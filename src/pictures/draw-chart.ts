import { type ChartRange, windowOf } from '../drawing/chart-range.ts';
import { formatWholeEuros } from '../drawing/numbers.ts';
import { priceStory } from '../drawing/price-story.ts';
import { layStepChart } from '../drawing/step-chart.ts';
import type { StepChart } from '../drawing/step-chart-shape.ts';
import { pixels } from '../drawing/step-path.ts';
import { fitText, textWidth } from '../drawing/text-width.ts';
import { xmlText } from '../wire/xml-text.ts';
import type { Trail } from './read-trail.ts';
import { fontFamily, inTheme, type PictureTheme } from './themes.ts';
import { type PictureLocale, pictureWords, sentenceOf } from './words.ts';

export type ChartOptions = {
  width: number;
  height: number;
  range: ChartRange;
  theme: PictureTheme;
  zero: boolean;
  locale: PictureLocale;
};

const padding = 16;
/** What stands above the plot: the name and what became of the price; and below it, from where the axis goes. */
const head = 46;
const foot = 18;

const style = `text{font:12px ${fontFamily};fill:var(--ink-3);font-variant-numeric:tabular-nums}
.paper{fill:var(--surface)}.name{font-size:16px;font-weight:600;fill:var(--ink)}.said{font-size:13px;fill:var(--ink-2)}
.grid{stroke:var(--grid)}.foot{stroke:var(--line-strong)}.run{fill:none;stroke:var(--ink);stroke-width:2}
.riser{fill:none;stroke:var(--ink);opacity:.6}.end{fill:var(--ink)}.first,.low{fill:var(--ink-2)}.cut{fill:var(--drop)}.rise{fill:var(--rise)}
.last{font-size:13px;font-weight:600;fill:var(--ink)}
.first,.low,.cut,.rise,.last{stroke:var(--surface);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}`;

/**
 * The prices of a listing as a picture (SVG 1.1 with a style sheet of its own), for mails, previews and other pages.
 * @param now in UTC milliseconds: where the line ends
 */
export function drawChart({ name, prices }: Trail, options: ChartOptions, now: number): string {
  const { width, height, range, theme, zero, locale } = options;
  const words = pictureWords[locale];
  const story = priceStory(prices, now);
  const sentence = story ? sentenceOf(story, words) : '';
  const drawnTo = endOfHour(now);
  const chart = layStepChart({
    ...{ prices, zero, words, now: drawnTo, locale: words.format },
    ...windowOf(range, { first: prices[0]?.at ?? drawnTo, now: drawnTo }),
    ...{ width: width - 2 * padding, height: height - 2 * padding - head - foot },
  });
  const room = width - 2 * padding;
  const start = chart.domain.low > 0 ? words.axisFrom(formatWholeEuros(chart.domain.low, words.format)) : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="name said">`,
    `<title id="name">${xmlText(name)}</title><desc id="said">${xmlText(sentence)}</desc>`,
    `<style>${inTheme(theme, style)}</style><rect class="paper" width="100%" height="100%"/>`,
    `<g transform="translate(${padding} ${padding})">`,
    textAt('name', { x: 0, y: 15, text: fitText(name, { width: room, size: 18 }) }),
    textAt('said', { x: 0, y: 37, text: fitText(sentence, { width: room, size: 13 }) }),
    textAt('axis', { x: 0, y: height - 2 * padding - 2, text: textWidth(start, 12) <= room ? start : '' }),
    `<g transform="translate(0 ${head})">${plotOf(chart)}</g></g></svg>\n`,
  ].join('\n');
}

/** So that a picture is the same for an hour, and who has it is answered 304. An hour is less than a pixel of a month. */
function endOfHour(now: number): number {
  const hourMs = 3_600_000;
  return Math.ceil(now / hourMs) * hourMs;
}

function plotOf({ plot, priceTicks, timeTicks, runs, risers, end, labels }: StepChart): string {
  const lines = priceTicks.map(({ place, text }, number) => {
    const y = pixels(place);
    const line = `<path class="${number === 0 ? 'foot' : 'grid'}" d="M${pixels(plot.left)} ${y}H${pixels(plot.right)}"/>`;
    return line + textAt('axis', { x: plot.left - 8, y: place + 4, text, anchor: 'end' });
  });
  const times = timeTicks.map(({ place, text }) =>
    textAt('axis', { x: place, y: plot.bottom + 20, text, anchor: 'middle' }),
  );
  const paths = `<path class="riser" d="${risers}"/><path class="run" d="${runs}"/>`;
  const dot = end ? `<circle class="end" cx="${pixels(end.x)}" cy="${pixels(end.y)}" r="4"/>` : '';
  const said = labels.map(({ kind, ...label }) => textAt(kind, label));
  return [...lines, ...times, paths, dot, ...said].join('\n');
}

type TextAt = { x: number; y: number; text: string; anchor?: 'start' | 'middle' | 'end' };

function textAt(kind: string, { x, y, text, anchor = 'start' }: TextAt): string {
  const place = `x="${pixels(x)}" y="${pixels(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
  return text === '' ? '' : `<text class="${kind}" ${place}>${xmlText(text)}</text>`;
}
