import type { Queryable } from '../db/queryable.ts';
import { formatEuros } from '../drawing/numbers.ts';
import { priceStory } from '../drawing/price-story.ts';
import { AppError } from '../errors.ts';
import { readTrail } from './read-trail.ts';
import { pictureWords, sentenceOf } from './words.ts';

/** What those who show a link say of a listing, in English: they name no language. */
export type TrailDescription = {
  title: string;
  description: string;
  picture: { path: string; width: number; height: number; type: string };
};

/** Those who show links cut pictures to 1200 × 630 pixels, show them half as large, and know no SVG. */
const drawn = { width: 600, height: 315, scale: 2 };
const size = { width: drawn.width * drawn.scale, height: drawn.height * drawn.scale };

/** @returns nothing where there is no such listing */
export async function describeTrail(db: Queryable, id: string): Promise<TrailDescription | undefined> {
  const trail = await readTrail(db, id).catch(unlessUnknown);
  if (!trail) return undefined;
  const story = priceStory(trail.prices, Date.now());
  const words = pictureWords.en;
  const price = story && words.asking(formatEuros(story.last.eur, words.format));
  const said = story ? [...new Set([price, sentenceOf(story, words)])].join('. ') : '';
  const path = `/listings/${id}/chart.png?width=${drawn.width}&height=${drawn.height}&scale=${drawn.scale}`;
  return { title: trail.name, description: `${said}.`, picture: { path, ...size, type: 'image/png' } };
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'not_found') return undefined;
  throw error;
}
