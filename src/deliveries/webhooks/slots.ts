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

  /** How many more each webhook takes, by its id; those that are left out take `slotLimits.each`. */
  room(): Record<number, number> {
    const room = ({ inFlight, slow }: Load) => Math.max(0, (slow ? slotLimits.slow : slotLimits.each) - inFlight);
    return Object.fromEntries([...this.#loads].map(([id, load]) => [id, room(load)]));
  }

  take(webhookId: number): void {
    const { inFlight, slow } = this.#loads.get(webhookId) ?? { inFlight: 0, slow: false };
    this.#loads.set(webhookId, { inFlight: inFlight + 1, slow });
    this.#inFlight += 1;
  }

  /** @param slow whether it took long, or failed */
  leave(webhookId: number, slow: boolean): void {
    const inFlight = (this.#loads.get(webhookId)?.inFlight ?? 1) - 1;
    if (inFlight === 0 && !slow) this.#loads.delete(webhookId);
    else this.#loads.set(webhookId, { inFlight, slow });
    this.#inFlight -= 1;
  }
}
