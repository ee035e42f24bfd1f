/** Focuses the control of a form that what was to be sent failed by. */
export function focusControl(form: HTMLFormElement, name: string): void {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLElement) control.focus();
}

/** Whether a control of a date or time has a part of one: it then says nothing. */
export function isPartlyTyped(form: HTMLFormElement, name: string): boolean {
  const control = form.elements.namedItem(name);
  return control instanceof HTMLInputElement && control.validity.badInput;
}
