/** The one element that the page has under this selector. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name];
export function element(selector: string): HTMLElement;
export function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The page has no ${selector}`);
  return found;
}
