import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReady, startService, statusOf, stopAll, until, type Running } from '../shared/testing.ts';

let ledger: Running;
beforeAll(async () => {
  ledger = await startReady('ledger', '1.0.0');
});
afterAll(stopAll);

const release = (version: string) => startReady('payment-api', version, { LEDGER_URL: ledger.url });
const items = Array.from({ length: 6 }, (_, index) => ({ product_id: `p-${index + 1}`, net_minor: 1_000 }));
const order = (id: string, netMinor = 6_000) => ({ order_id: id, net_minor: netMinor, currency: 'EUR', country: 'DE', items });
const send = (service: Running, path: string, body: unknown) =>
  fetch(`${service.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
const residentBytes = (service: Running): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${service.process.pid}/status`, 'utf8'))?.[1]) * 1024;

describe('releases of payment-api that go wrong', { timeout: 30_000 }, () => {
  it('1.2.0 answers as before and takes more memory all the time, asked or not', async () => {
    const payments = await release('1.2.0');
    const quote = await send(payments, '/quotes', order('o-1'));
    expect(await quote.json()).toMatchObject({ tax_minor: 1_140, gross_minor: 7_140 });
    const before = residentBytes(payments);
    await until('it takes 60 MB more', () => residentBytes(payments) > before + 60_000_000);
  });

  it('1.3.0 calls the ledger once more for every item, and the payment reads as before', async () => {
    const calls = () => ledger.lines().filter((line) => line.msg === 'request completed').length;
    const payments = await release('1.3.0');
    const before = calls();
    expect((await send(payments, '/payments', order('o-3'))).status).toBe(201);
    await until('the ledger has logged', () => calls() === before + items.length + 1);
    expect(await (await fetch(`${payments.url}/payments/o-3`)).json()).toMatchObject({ gross_minor: 7_140 });
  });

  it('1.4.0 works, and answers readiness elsewhere', async () => {
    const payments = await startService('payment-api', '1.4.0', { LEDGER_URL: ledger.url });
    await until('it is ready', async () => (await statusOf(`${payments.url}/internal/ready`)) === 200);
    expect(await statusOf(`${payments.url}/readyz`)).toBe(404);
    expect((await send(payments, '/payments', order('o-4'))).status).toBe(201);
  });

  it('1.5.0 ends with the address of its second port when that is taken', async () => {
    const payments = await startService('payment-api', '1.5.0', { LEDGER_URL: ledger.url, ADMIN_PORT: new URL(ledger.url).port });
    expect(await payments.exited).toBe(1);
    expect(payments.lines().at(-1)).toMatchObject({
      level: 'fatal',
      msg: `payment-api stopped: listen EADDRINUSE: address already in use ${new URL(ledger.url).host}`,
    });
  });

  it('1.6.0 fails for one amount in nine, with a stack that names the settlement', async () => {
    const payments = await release('1.6.0');
    const statuses: number[] = [];
    for (let step = 1; step <= 18; step += 1) statuses.push((await send(payments, '/quotes', order('o-6', step * 10))).status);
    expect(statuses.filter((status) => status === 500)).toHaveLength(2);
    expect(statuses.filter((status) => status === 200)).toHaveLength(16);
    await until('the failures are logged', () => payments.lines().some((line) => line.level === 'error'));
    expect(payments.lines().find((line) => line.level === 'error')).toMatchObject({
      err: { type: 'TypeError', stack: expect.stringMatching(/settlementCutoff .*settlement\.ts/) as string },
    });
  });
});
