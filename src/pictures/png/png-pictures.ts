import { type WorkRules, WorkTurns } from '../../background/work-turns.ts';
import { AppError } from '../../errors.ts';
import type { Drawing, Rasterizer } from './rasterizer.ts';

/** At the usual size all who wait are drawn within half of the time that they may wait. */
const usualRules: WorkRules = {
  ...{ concurrency: 1, waiting: 50, waitMs: 2_000 },
  refusal: () =>
    new AppError('overloaded', 'More pictures are asked for than can be drawn at the moment: try again later.'),
};

/**
 * So many pictures are kept, at most, for so long, in ms: a link that is sent to many is looked at by many at once. No longer,
 * since deleted listings leave memory as well (H6).
 */
const kept = { most: 50, ms: 60_000 };

/** PNGs of drawings. Who asks for what was just drawn, or is being drawn, gets the same. */
export class PngPictures {
  readonly #rasterizer: Pick<Rasterizer, 'toPng' | 'close'>;
  readonly #turns: WorkTurns;
  readonly #recent = new Map<string, Promise<Buffer>>();

  constructor(rasterizer: Pick<Rasterizer, 'toPng' | 'close'>, rules: Partial<WorkRules> = {}) {
    this.#rasterizer = rasterizer;
    this.#turns = new WorkTurns({ ...usualRules, ...rules });
  }

  /**
   * @param tag names the picture: of another drawing it is another one
   * @throws AppError `overloaded` where too many wait, or after waiting for too long; `too_costly`
   */
  async draw(tag: string, drawing: Drawing): Promise<Buffer> {
    const known = this.#recent.get(tag);
    if (known) return await known;
    const picture = this.#turns.take(undefined, () => this.#rasterizer.toPng(drawing));
    this.#keep(tag, picture);
    return await picture;
  }

  async close(): Promise<void> {
    this.#recent.clear();
    await this.#rasterizer.close();
  }

  #keep(tag: string, picture: Promise<Buffer>): void {
    const forget = () => {
      if (this.#recent.get(tag) === picture) this.#recent.delete(tag);
    };
    const [oldest] = this.#recent.keys();
    if (oldest !== undefined && this.#recent.size >= kept.most) this.#recent.delete(oldest);
    this.#recent.set(tag, picture);
    picture.then(() => setTimeout(forget, kept.ms).unref(), forget);
  }
}
