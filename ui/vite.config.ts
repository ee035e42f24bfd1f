import { join } from 'node:path';
import { getConfig } from '@lingui/conf';
import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const words = { configPath: join(import.meta.dirname, 'lingui.config.ts') };
/** Lingui's own compiler of macros is native code, which the npm of Node 20 leaves out. */
const macros = {
  preset: { plugins: [['@lingui/babel-plugin-lingui-macro', { linguiConfig: getConfig(words) }]] },
  rolldown: { filter: { code: /@lingui\/(react|core)\/macro/ } },
};

const shared = /node_modules|ui\/src\/(api|frame|parts|words)\//;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [babel({ presets: [macros] }), lingui(words), react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    assetsInlineLimit: 0, // the content security policy lets nothing through that is not a file of ours
    modulePreload: { polyfill: false },
    // What pages share comes as two files, of the first page and of later ones: each small one would wait for its turn on one
    // of six connections.
    cssCodeSplit: false,
    rolldownOptions: {
      checks: { pluginTimings: false }, // who starts the service for the first time would ask what to do about them
      output: {
        codeSplitting: {
          groups: [
            { name: 'shared', test: shared, tags: ['$initial'] },
            { name: 'shared-later', test: shared },
          ],
        },
      },
    },
  },
});
