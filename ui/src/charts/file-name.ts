/** A text as the name of a file that every system takes. @param ending without a dot */
export function fileName(text: string, ending: string): string {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${words.join('-').slice(0, 80) || 'pricetrail'}.${ending}`;
}
