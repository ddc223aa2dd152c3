import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, startReady, startService, statusOf, stopAll, until } from './shared/testing.ts';

const LEDGER = { LEDGER_URL: 'http://127.0.0.1:9' };

describe('the life of a service', { timeout: 30_000 }, () => {
  afterEach(stopAll);

  it('ends with code 1 and names the variable when payment-api 1.1.0 has no LEDGER_URL_V2', async () => {
    const service = await startService('payment-api', '1.1.0', LEDGER);
    expect(await service.exited).toBe(1);
    expect(service.lines().at(-1)).toMatchObject({
      level: 'fatal',
      version: '1.1.0',
      msg: 'payment-api stopped: Missing required environment variable LEDGER_URL_V2',
      err: { type: 'SettingsError', stack: expect.stringContaining('settings.ts') as string },
    });
  });

  it('works with payment-api 1.1.0 once LEDGER_URL_V2 is set', async () => {
    const ledger = await startReady('ledger', '1.0.0');
    const payments = await startReady('payment-api', '1.1.0', { LEDGER_URL_V2: ledger.url });
    const body = JSON.stringify({ order_id: 'o-1', net_minor: 1_000, currency: 'EUR', country: 'JP' });
    const answer = await fetch(`${payments.url}/payments`, { method: 'POST', body });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ order_id: 'o-1', gross_minor: 1_100 });
  });

  it('reads payments of 1.0.0 with 2.0.0, which falls back to LEDGER_URL', async () => {
    const ledger = await startReady('ledger', '1.0.0');
    const [before, after] = await Promise.all([
      startReady('payment-api', '1.0.0', { LEDGER_URL: ledger.url }),
      startReady('payment-api', '2.0.0', { LEDGER_URL: ledger.url }),
    ]);
    const body = JSON.stringify({ order_id: 'o-1', net_minor: 1_000, currency: 'EUR', country: 'DE' });
    const taken = (await (await fetch(`${before.url}/payments`, { method: 'POST', body })).json()) as unknown;
    expect(await (await fetch(`${after.url}/payments/o-1`)).json()).toEqual(taken);
    expect(after.lines()).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'LEDGER_URL_V2 is not set, falling back to LEDGER_URL' }),
    );
  });

  it.each([
    ['a value that is no URL', 'payment-api', '1.0.0', { LEDGER_URL: 'ledger:9' }, 'LEDGER_URL'],
    [
      'a number out of range',
      'storefront',
      '1.0.0',
      { CATALOG_URL: 'http://a', PAYMENT_URL: 'http://b', UPSTREAM_TIMEOUT_MS: '0' },
      'UPSTREAM_TIMEOUT_MS',
    ],
    ['a version that does not exist', 'catalog', '9.9.9', {}, 'no version "9.9.9"'],
  ])('refuses %s', async (_case, name, version, config, named) => {
    const service = await startService(name, version, config);
    expect(await service.exited).toBe(1);
    expect(service.lines().at(-1)).toMatchObject({ level: 'fatal', msg: expect.stringContaining(named) as string });
  });

  it('ends with code 1 when its port is taken', async () => {
    const first = await startReady('catalog', '1.1.0');
    const second = await startService('catalog', '1.1.0', { PORT: new URL(first.url).port });
    expect(await second.exited).toBe(1);
    expect(second.lines().at(-1)).toMatchObject({ level: 'fatal', err: { code: 'EADDRINUSE' } });
  });

  it('finishes open requests after SIGTERM, is not ready meanwhile, and ends with code 0', async () => {
    let release = (): void => undefined;
    const slowLedger = createServer((_request, response) => {
      release = () => response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    }).listen(await freePort(), '127.0.0.1');
    await once(slowLedger, 'listening');
    const address = slowLedger.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const payments = await startReady('payment-api', '1.0.0', { LEDGER_URL: `http://127.0.0.1:${port}` });
    const arrived = once(slowLedger, 'request');
    const open = statusOf(`${payments.url}/payments/o-1`);
    await arrived;
    payments.process.kill('SIGTERM');
    await until('readiness is gone', async () => (await statusOf(`${payments.url}/readyz`)) === 503);
    await sleep(400);
    expect(payments.process.exitCode).toBeNull();
    release();
    expect(await open).toBe(404);
    expect(await payments.exited).toBe(0);
    slowLedger.close();
  });

  it('quotes by the new tax engine within a second of its flag, and with it the countries without a reduced rate fail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flags-'));
    const file = join(folder, 'flags.json');
    await writeFile(file, '{"new-tax-engine": false}');
    const payments = await startReady('payment-api', '1.0.0', { ...LEDGER, FLAGS_FILE: file });
    const quote = async (country: string): Promise<number> => {
      const body = JSON.stringify({ net_minor: 1_000, currency: 'EUR', country });
      return (await fetch(`${payments.url}/quotes`, { method: 'POST', body })).status;
    };
    expect([await quote('DE'), await quote('TW')]).toEqual([200, 200]);

    await writeFile(file, '{"new-tax-engine": true}');
    await until('the change is logged', () => payments.lines().some((line) => line.msg === 'feature flags changed'));
    expect([await quote('DE'), await quote('TW')]).toEqual([200, 500]);
    const stack = expect.stringContaining('new-tax-engine.ts') as string;
    await until('the failure is logged', () => payments.lines().some((line) => line.level === 'error'));
    expect(payments.lines().find((line) => line.level === 'error')).toMatchObject({ err: { type: 'TypeError', stack } });

    await writeFile(file, '{"new-tax-engine": false}');
    await until('it works again', async () => (await quote('TW')) === 200);
    await rm(folder, { recursive: true });
  });
});
