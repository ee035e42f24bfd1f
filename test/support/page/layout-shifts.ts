import type { Page } from 'playwright-core';

/** In the page, whose types tests do not have: the layout shifts (W3C) since it was opened, without those that the reader caused. */
const told = `(async () => {
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
  const nameOf = (node) => [(node?.parentElement ?? node)?.localName, node?.className, node?.textContent?.slice(0, 40)].join(' ');
  const shifts = [];
  const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  const frame = () => new Promise((painted) => requestAnimationFrame(painted));
  for (let frames = 0; frames < 3; frames += 1) await frame();
  shifts.push(...observer.takeRecords());
  return shifts.filter(({ hadRecentInput }) => !hadRecentInput).map(({ value, sources }) => {
    const moved = sources.map(({ node, previousRect, currentRect }) =>
      '  ' + nameOf(node) + ': from ' + box(previousRect) + ' to ' + box(currentRect));
    return ['shift of ' + value.toFixed(4), ...moved].join('\\n');
  });
})()`;

/** What moved on the page without that the reader did anything: by how much, what, and from where to where (x, y, width, height). */
export async function layoutShifts(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(told);
}
