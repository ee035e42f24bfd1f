import { type WorkRules, WorkTurns } from '../../background/work-turns.ts';
import { AppError } from '../../errors.ts';
import type { Drawing, Rasterizer } from './rasterizer.ts';
import { RecentPictures } from './recent-pictures.ts';

/** At the usual size all who wait are drawn within half of the time that they may wait. */
const usualRules: WorkRules = {
  ...{ concurrency: 1, waiting: 50, waitMs: 2_000 },
  refusal: () =>
    new AppError('overloaded', 'More pictures are asked for than can be drawn at the moment: try again later.'),
};

/** PNGs of drawings. Who asks for what was just drawn, or is being drawn, gets the same. */
export class PngPictures {
  readonly #rasterizer: Pick<Rasterizer, 'toPng' | 'close'>;
  readonly #turns: WorkTurns;
  readonly #underWay = new Map<string, Promise<Buffer>>();
  readonly #recent = new RecentPictures();

  constructor(rasterizer: Pick<Rasterizer, 'toPng' | 'close'>, rules: Partial<WorkRules> = {}) {
    this.#rasterizer = rasterizer;
    this.#turns = new WorkTurns({ ...usualRules, ...rules });
  }

  /**
   * @param tag names the picture: of another drawing it is another one
   * @throws AppError `overloaded` where too many wait, or after waiting for too long; `too_costly`
   */
  async draw(tag: string, drawing: Drawing): Promise<Buffer> {
    return this.#recent.find(tag) ?? (await (this.#underWay.get(tag) ?? this.#begin(tag, drawing)));
  }

  async close(): Promise<void> {
    await this.#rasterizer.close();
    this.#recent.clear(); // what was drawn at the last moment, too
  }

  #begin(tag: string, drawing: Drawing): Promise<Buffer> {
    const picture = this.#make(tag, drawing).finally(() => this.#underWay.delete(tag));
    this.#underWay.set(tag, picture);
    return picture;
  }

  async #make(tag: string, drawing: Drawing): Promise<Buffer> {
    const png = await this.#turns.take(undefined, () => this.#rasterizer.toPng(drawing));
    this.#recent.keep(tag, png);
    return png;
  }
}
