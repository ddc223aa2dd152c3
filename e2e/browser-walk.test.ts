import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '#/lib/i18n/messages/index.ts';
import type { Language } from '#/lib/domain/text.ts';
import { openBrowser, seriousFindings, signedIn } from './browser.ts';
import { startDemo, until, type Demo } from './demo.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  await until(
    'healthy services',
    async () => (await demo.api('/api/v1/services')).body as { health: string }[],
    (all) => all.length === 4 && all.every((one) => one.health === 'healthy'),
    90,
  );
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
  demo.clean();
});

const visible = (page: Page, text: string | RegExp, seconds = 30) =>
  page
    .getByText(text)
    .first()
    .waitFor({ state: 'visible', timeout: seconds * 1000 });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** The words of a screen in one language. */
function words(language: Language) {
  const said = messages[language];
  return {
    deploy: said.service.actions.deploy,
    deployVersion: said.service.deploy.action.replace('{version}', '1.1.0'),
    failed: said.deployment.status.failed,
    proven: said.common.verdict.proven,
    rollback: said.deployment.rollback.action,
    confirm: said.deployment.rollback.confirm.replace('{version}', '1.0.0'),
    healthy: said.deployment.status.healthy,
    notSet: language === 'en' ? 'LEDGER_URL_V2 is not set' : '未設定 LEDGER_URL_V2',
  };
}

test.each(['en', 'zh-TW'] as const)('deploy 1.1.0, read why it failed, roll back, see it healthy: %s', async (language) => {
  const say = words(language);
  const page = await signedIn(browser, demo, 'operator', { locale: language });
  await page.goto(`${demo.url}/services/production/payment-api`);
  await button(page, say.deploy).click();
  await page.getByRole('combobox').first().click();
  await page.getByRole('option', { name: '1.1.0' }).click();
  await button(page, say.deployVersion).click();

  await page.waitForURL(/\/deployments\//);
  await visible(page, say.failed);
  await visible(page, say.proven);
  expect((await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')).toContain(say.notSet);
  await visible(page, /Missing required environment variable LEDGER_URL_V2/);

  await page.goto(`${demo.url}/deployments?service=payment-api`);
  await page
    .getByRole('listitem')
    .filter({ hasText: '1.1.0' })
    .filter({ hasText: 'LEDGER_URL_V2' })
    .first()
    .getByRole('link')
    .first()
    .waitFor();
  await page.goBack();

  await button(page, say.rollback).click();
  await button(page, say.confirm).click();
  await page.waitForURL((url) => url.pathname.startsWith('/deployments/'));
  await visible(page, say.healthy);
  // The title of a page that is just being refreshed may be on its way.
  await expect.poll(() => seriousFindings(page), { timeout: 15_000 }).toEqual([]);
  await page.context().close();
});

test.each(['light', 'dark'] as const)('no page has a serious accessibility fault, or is wider than a phone: %s', async (colorScheme) => {
  const wide = await signedIn(browser, demo, 'admin', { colorScheme });
  const narrow = await signedIn(browser, demo, 'admin', { colorScheme, viewport: { width: 390, height: 844 } });
  const deployment = (
    (await demo.api('/api/v1/deployments?service=payment-api')).body as { id: string; diagnosis: { id: string } | null }[]
  ).find((one) => one.diagnosis);
  const paths = [
    '/',
    '/services',
    ...['', '/deployments', '/logs', '/traces', '/graph', '/configuration', '/rules', '/changes'].map(
      (tab) => `/services/production/payment-api${tab}`,
    ),
    '/deployments',
    `/deployments/${deployment?.id}`,
    '/diagnoses',
    `/diagnoses/${deployment?.diagnosis?.id}`,
    '/changes',
    '/incidents',
    '/settings/tokens',
    '/settings/notifications',
    '/settings/silences',
    '/settings/sessions',
    '/settings/audit',
    '/settings/about',
  ];
  const faults: string[] = [];
  for (const path of paths) {
    await wide.goto(demo.url + path);
    await wide.locator('main h1').first().waitFor();
    faults.push(...(await seriousFindings(wide)).map((finding) => `${path}: ${finding}`));
    await narrow.goto(demo.url + path);
    await narrow.locator('main h1').first().waitFor();
    const overflow = await narrow.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) faults.push(`${path}: ${overflow} px too wide for a phone`);
  }
  expect(faults).toEqual([]);
  await Promise.all([wide.context().close(), narrow.context().close()]);
});

test('a page without a session goes to sign-in and back', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${demo.url}/services/production/ledger`);
  await page.waitForURL(/\/sign-in/);
  const viewer = demo.users.find((user) => user.role === 'viewer');
  await page.locator('input[type="email"]').fill(viewer?.email ?? '');
  await page.locator('input[type="password"]').fill(viewer?.password ?? '');
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(/\/services\/production\/ledger$/);
  expect(await button(page, words('en').deploy).count()).toBe(0);
  await context.close();
});

test('the palette jumps by keyboard alone; the panel answers and keeps its answer while one moves about', async () => {
  const { ask, common, palette } = messages.en;
  const page = await signedIn(browser, demo, 'viewer');
  await page.locator('main h1').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: palette.placeholder }).fill('catalog');
  await page
    .getByRole('option', { name: /^catalog/ })
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/services\/production\/catalog$/);

  await page.keyboard.press('Control+j');
  const panel = page.getByRole('complementary', { name: ask.title });
  await panel.getByRole('textbox').fill('is catalog healthy?');
  await page.keyboard.press('Enter');
  await panel.getByText(common.verdict.no_fault).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: common.nav.changes, exact: true }).first().click();
  await page.waitForURL(/\/changes/);
  expect(await panel.getByText(common.verdict.no_fault).count()).toBe(1);

  await page.setViewportSize({ width: 390, height: 844 });
  await panel.getByRole('textbox').focus();
  for (let press = 0; press < 10; press += 1) {
    await page.keyboard.press('Tab');
    // A sheet lies over the page: nothing behind it takes the focus.
    const kept = await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('#ask') !== null);
    expect(kept).toBe(true);
  }
  await page.context().close();
});
