/** Lets the user write. Not on a phone, where the keyboard would cover what was said. */
export function focusField(): void {
  if (!matchMedia("(pointer: fine)").matches) return;
  document.querySelector<HTMLElement>(".composer textarea")?.focus();
}
