/** A price that was stated, and the instant (RFC 3339) that it holds from. */
export type StatedPrice = { effective_at: string; price_eur: number; reason?: string };
