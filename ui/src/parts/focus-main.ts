/** Where the focus goes on at when what had it goes: without it a keyboard begins at the top again. */
export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true });
}
