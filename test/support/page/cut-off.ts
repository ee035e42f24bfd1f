import type { Page } from 'playwright-core';

/** In the page, whose types tests do not have. */
const told = `(() => {
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.unseen, thead');
  const nameOf = (element) => element.localName + ' "' + element.textContent.trim().slice(0, 40) + '"';
  const screen = document.documentElement.clientWidth;
  const shown = [...document.querySelectorAll('main *')].filter(isShown);
  const isBeside = ({ left, right }) => left < -0.5 || right > screen + 0.5;
  const beside = shown.filter((element) => element.childElementCount === 0 && isBeside(element.getBoundingClientRect()));
  const scrolled = shown.filter(({ scrollWidth, clientWidth, localName }) => localName === 'div' && scrollWidth > clientWidth);
  return [
    ...beside.map((element) => nameOf(element) + ' is beside the screen'),
    ...scrolled.map((element) => nameOf(element) + ' scrolls sideways'),
  ];
})()`;

/** What of a page is beside the screen, or is seen only by scrolling sideways. */
export async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(told);
}

const broken = `(() => {
  const days = [...document.querySelectorAll('tbody time > span:first-child')];
  return days.filter((day) => day.getClientRects().length !== 1).map((day) => day.textContent);
})()`;

/** The days of a table that stand in more than one line. */
export async function brokenDays(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(broken);
}
