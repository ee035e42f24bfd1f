/** What playwright turns off by itself (chromiumSwitches.ts of its 1.64): of two lists, Chromium takes the last alone. */
const playwrights = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * What Chromium draws of its own window as web pages: each window starts renderers for them, which nobody sees here. They took
 * half of the processor's time of a test.
 */
const ownWindow = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'InitialWebUI',
  'WebUIReloadButton',
  'WebUIToolbar',
  'TabSearch',
  'SidePanel',
];

/** How Chromium is started for tests: in containers, which have little shared memory and no user namespaces. */
export const browserSwitches: string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  `--disable-features=${[...playwrights, ...ownWindow].join(',')}`,
];
