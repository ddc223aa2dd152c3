import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { findChromium } from '#/cli/chromium.ts';
import type { Demo } from './demo.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium: npm test installs it, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args });
}

/** A page signed in as the demo's person with this role. */
export async function signedIn(
  browser: Browser,
  demo: Pick<Demo, 'url' | 'users'>,
  role: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const user = demo.users.find((candidate) => candidate.role === role);
  if (!user) throw new Error(`The demo announces no ${role}.`);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en', ...options });
  const page = await context.newPage();
  await page.goto(demo.url);
  await page.locator('input[type="email"]').fill(user.email);
  await page.locator('input[type="password"]').fill(user.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

/** What axe calls serious or critical on the page as it is now, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
