import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Found = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };

/** Fails where axe-core finds anything against WCAG 2.2 A or AA, or its best practices. */
export async function assertAccessible(page: Page): Promise<void> {
  // In a world of its own the content security policy of the page does not hold.
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = { frameId: frameTree.frame.id, worldName: 'axe' };
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', world);
  await session.send('Runtime.evaluate', { contextId, expression: axe.source });
  const run = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify({ violations }))`;
  const answer = await session.send('Runtime.evaluate', { contextId, expression: run, awaitPromise: true });
  const { violations } = JSON.parse(answer.result.value) as Found;
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
  assert.equal(told.join('\n\n'), '');
}
