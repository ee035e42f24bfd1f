/** A name without what has colours of its own: of the fonts there are outlines only, and a box says nothing. */
export function withoutEmoji(name: string): string {
  return name
    .replace(/\p{RGI_Emoji}/gv, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
