type Load = { inFlight: number; slow: boolean };

/** Deliveries under way in this process, at most: of one webhook, of one that was slow or failed last, and of all. */
export const slotLimits = { each: 32, slow: 2, all: 512 };

/** Who may be posted to: one who is slow, or fails, holds up no others. */
export class Slots {
  readonly #loads = new Map<number, Load>();
  #inFlight = 0;

  get free(): number {
    return slotLimits.all - this.#inFlight;
  }

  get taken(): number {
    return this.#inFlight;
  }

  /** Webhooks that take no more at the moment. */
  busy(): number[] {
    return this.#those(({ inFlight, slow }) => inFlight >= (slow ? slotLimits.slow : slotLimits.each / 2));
  }

  /** Webhooks that take one at a time. */
  slow(): number[] {
    return this.#those(({ slow }) => slow);
  }

  take(webhookId: number): void {
    const load = this.#loads.get(webhookId) ?? { inFlight: 0, slow: false };
    this.#loads.set(webhookId, { ...load, inFlight: load.inFlight + 1 });
    this.#inFlight += 1;
  }

  /** @param slow whether it took long, or failed */
  leave(webhookId: number, slow: boolean): void {
    const inFlight = (this.#loads.get(webhookId)?.inFlight ?? 1) - 1;
    if (inFlight === 0 && !slow) this.#loads.delete(webhookId);
    else this.#loads.set(webhookId, { inFlight, slow });
    this.#inFlight -= 1;
  }

  #those(are: (load: Load) => boolean): number[] {
    return [...this.#loads].flatMap(([id, load]) => (are(load) ? [id] : []));
  }
}
