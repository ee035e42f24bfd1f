import { type WorkRules, WorkTurns } from '../../background/work-turns.ts';
import { Abandoned } from '../../db/cancellable.ts';
import { AppError } from '../../errors.ts';
import type { Drawing, Rasterizer } from './rasterizer.ts';
import { RecentPictures } from './recent-pictures.ts';
import { SharedDrawing } from './shared-drawing.ts';

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
  readonly #underWay = new Map<string, SharedDrawing>();
  readonly #recent = new RecentPictures();

  constructor(rasterizer: Pick<Rasterizer, 'toPng' | 'close'>, rules: Partial<WorkRules> = {}) {
    this.#rasterizer = rasterizer;
    this.#turns = new WorkTurns({ ...usualRules, ...rules });
  }

  /**
   * @param tag names the picture: of another drawing it is another one
   * @param signal who asks has left: nothing is drawn where nobody else waits for the same
   * @throws AppError `overloaded` where too many wait, or after waiting for too long; `too_costly`; `unavailable`
   */
  async draw(tag: string, drawing: Drawing, signal?: AbortSignal): Promise<Buffer> {
    if (signal?.aborted) throw new Abandoned();
    return this.#recent.find(tag) ?? (await this.#shared(tag, drawing).wait(signal));
  }

  async close(): Promise<void> {
    await this.#rasterizer.close();
    this.#recent.clear(); // what was drawn at the last moment, too
  }

  #shared(tag: string, drawing: Drawing): SharedDrawing {
    const known = this.#underWay.get(tag);
    if (known && !known.isAbandoned) return known;
    const begun = new SharedDrawing(async (left) => {
      try {
        const png = await this.#turns.take(left, () => this.#rasterizer.toPng(drawing));
        this.#recent.keep(tag, png);
        return png;
      } finally {
        if (this.#underWay.get(tag) === begun) this.#underWay.delete(tag);
      }
    });
    this.#underWay.set(tag, begun);
    return begun;
  }
}
