// Runs in the page before its own scripts: notes when something is painted, what held it up, and what moved.
(() => {
  const probe = { events: [], shift: 0, longTasks: [], painted: undefined };
  window.probe = probe;
  const observe = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  observe('event', ({ name, duration }) => probe.events.push({ name, duration }), { durationThreshold: 16 });
  observe('longtask', ({ duration }) => probe.longTasks.push(duration));
  observe('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) probe.shift += value;
  });
  const afterPaint = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now())));
  const look = new MutationObserver(() => {
    if (probe.painted !== undefined || !document.querySelector('tbody tr')) return;
    probe.painted = 0;
    afterPaint((now) => {
      probe.painted = now;
    });
  });
  look.observe(document, { childList: true, subtree: true });
  /** From a click until what it changes is painted, in ms. */
  probe.clickToPaint = (element) =>
    new Promise((resolve) => {
      const begun = performance.now();
      element.click();
      afterPaint((now) => resolve(now - begun));
    });
})();
