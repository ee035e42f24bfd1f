import type { Page } from 'playwright-core';

/** What becomes of writes: while it is lost nobody is told whether they were made. */
export type Line = { isLost: boolean; isMade: boolean };

const nobodyKnows = {
  status: 503,
  contentType: 'application/problem+json',
  headers: { 'retry-after': '0' },
  body: JSON.stringify({ type: '/problems/outcome-unknown', status: 503, detail: '' }),
};

/** Loses the answers to writes. @param isMade whether the first of them is made */
export async function loseAnswers(page: Page, url: string | RegExp, { isMade = true } = {}): Promise<Line> {
  const line: Line = { isLost: true, isMade };
  await page.route(url, async (route) => {
    if (route.request().method() === 'GET' || !line.isLost) return await route.continue();
    if (line.isMade) await route.fetch();
    line.isMade = false;
    await route.fulfill(nobodyKnows);
  });
  return line;
}
