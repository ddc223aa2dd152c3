import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { signedIn, openBrowser } from '#/e2e/browser.ts';
import type { Demo } from '#/e2e/demo.ts';

const kilobytes = (bytes: number) => Math.round(bytes / 1000);

/** Script of an empty page of the same Next, gzip, in kB: built in a folder of its own below this one, where its packages are. */
export function emptyPageScript(): number {
  const folder = mkdtempSync(resolve('.empty-page-'));
  try {
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'next.config.mjs'), `export default { turbopack: { root: ${JSON.stringify(resolve('.'))} } };`);
    writeFileSync(
      join(folder, 'app', 'layout.jsx'),
      'export default function Layout({ children }) { return <html><body>{children}</body></html>; }',
    );
    writeFileSync(join(folder, 'app', 'page.jsx'), 'export default function Page() { return null; }');
    const built = spawnSync('next', ['build'], { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
    if (built.status !== 0) throw new Error(`The empty page was not built:\n${built.stdout}${built.stderr}`);
    const html = readFileSync(join(folder, '.next', 'server', 'app', 'index.html'), 'utf8');
    const tags = [...html.matchAll(/<script src="\/_next\/([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
    const scripts = tags.map(([, path = '']) => readFileSync(join(folder, '.next', path)));
    return kilobytes(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Script that each page loads, gzip, in kB, as Chromium fetches it with an empty cache. */
export async function pageScripts(demo: Demo, paths: string[]): Promise<Record<string, number>> {
  const browser = await openBrowser();
  const page = await signedIn(browser, demo, 'admin');
  const state = await page.context().storageState();
  const result: Record<string, number> = {};
  for (const path of paths) {
    const context = await browser.newContext({ storageState: state });
    const fresh = await context.newPage();
    const bodies: Promise<number>[] = [];
    fresh.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.push(response.body().then((body) => gzipSync(body).length));
    });
    await fresh.goto(demo.url + path, { waitUntil: 'load' });
    await fresh.waitForTimeout(1500);
    result[path] = kilobytes((await Promise.all(bodies)).reduce((sum, size) => sum + size, 0));
    await context.close();
  }
  await browser.close();
  return result;
}
