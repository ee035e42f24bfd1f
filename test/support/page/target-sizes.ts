import type { Page } from 'playwright-core';

/** In the page, whose types tests do not have. */
const told = `(() => {
  const least = 24;
  const controls = 'a[href], button, input, select, textarea, summary, label:has(input), [role="option"], [tabindex="0"]';
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const isInSentence = (element) =>
    getComputedStyle(element).display.startsWith('inline') && !getComputedStyle(element).display.startsWith('inline-') &&
    [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  const isLabelled = (element) => element.localName === 'input' && element.closest('label') !== null;
  const boxOf = (element) => element.getBoundingClientRect();
  return [...document.querySelectorAll(controls)]
    .filter((element) => isShown(element) && !isInSentence(element) && !isLabelled(element))
    .filter((element) => boxOf(element).width < least || boxOf(element).height < least)
    .map((element) => {
      const { width, height } = boxOf(element);
      const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
      return element.localName + ' "' + name + '": ' + width.toFixed(1) + ' x ' + height.toFixed(1);
    });
})()`;

/**
 * What can be clicked or touched and is smaller than 24 x 24 px (WCAG 2.2, 2.5.8). As there, a link in a sentence is as high as its
 * line; and of a label with a control in it, the label counts.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(told);
}
