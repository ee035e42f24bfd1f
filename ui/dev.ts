import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

// npm run dev: the service, begun again when its sources change, and before it Vite, which serves the page as it is written.

const port = Number(process.env.PORT ?? 3000);
const service = `http://127.0.0.1:${port}`;
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', main, 'serve'], { stdio: 'inherit' });
child.on('exit', (status) => process.exit(status ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));

const isForPage = (accept = '') => accept.includes('text/html');
const vite = await createServer({
  root: import.meta.dirname,
  server: {
    port: port + 1,
    proxy: {
      // Whatever is no file of the page is the API's, but for who asks for a document.
      '^/(changes|docs|exports|imports|listings|livez|market/|openapi.json|places|problems|readyz|webhooks)': {
        target: service,
        bypass: ({ headers, url }) => (isForPage(headers.accept) && url?.startsWith('/changes') ? '/' : undefined),
      },
    },
  },
});
await vite.listen();
vite.printUrls();
