/** Hands a file to the reader, who finds it among the downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // A browser may read it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
