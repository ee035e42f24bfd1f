/** Characters that no XML document may have, not even as a reference (XML 1.0, 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it may stand in XML or HTML, within an element or an attribute in quotes. */
export function xmlText(text: string): string {
  const possible = text.toWellFormed().replace(impossible, '\ufffd');
  return possible.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
