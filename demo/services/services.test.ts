import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, startReady, statusOf, stopAll, until, type Running } from './shared/testing.ts';

const get = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
};
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

describe('the four services together', { timeout: 30_000 }, () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let shop: Running;
  let payments: Running;
  let ledger: Running;

  beforeAll(async () => {
    collector = await startCollector();
    const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    const [catalog, startedLedger] = await Promise.all([startReady('catalog', '1.0.0', traced), startReady('ledger', '1.0.0', traced)]);
    ledger = startedLedger;
    payments = await startReady('payment-api', '1.0.0', { ...traced, LEDGER_URL: ledger.url });
    shop = await startReady('storefront', '1.0.0', { ...traced, CATALOG_URL: catalog.url, PAYMENT_URL: payments.url });
  }, 30_000);
  afterAll(async () => {
    await stopAll();
    collector.server.close();
  });

  it('answer their probes', async () => {
    expect(await statusOf(`${shop.url}/healthz`)).toBe(200);
    expect(await statusOf(`${shop.url}/readyz`)).toBe(200);
  });

  it('take an order that can be looked up afterwards', async () => {
    const checkout = await post(`${shop.url}/checkout`, { product_ids: ['p-1', 'p-2'], country: 'DE' });
    const order = (await checkout.json()) as { order_id: string; gross_minor: number };
    expect(checkout.status).toBe(201);
    expect(order.gross_minor).toBe(Math.round((1_900 + 2_630) * 1.19));
    const found = await get(`${shop.url}/orders/${order.order_id}`);
    expect(found.status).toBe(200);
    expect(JSON.parse(found.text)).toMatchObject({ order_id: order.order_id, gross_minor: order.gross_minor });
  });

  it('carry one trace through every service', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await post(`${shop.url}/checkout`, { product_ids: ['p-3'], country: 'TW' }, { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    const ofTrace = () => collector.spans.filter((span) => span.traceId === traceId);
    await until('ten spans of the checkout', () => ofTrace().length >= 10);
    const spans = ofTrace();
    expect(new Set(spans.map((span) => span.service))).toEqual(new Set(['storefront', 'catalog', 'payment-api', 'ledger']));

    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const parents = spans.map((span) => span.parentSpanId ?? '');
    expect(parents.filter((parent) => !byId.has(parent))).toEqual(['b7ad6b7169203331']);

    const entry = spans.find((span) => span.service === 'ledger' && span.name === 'POST /entries');
    expect(entry?.attributes).toMatchObject({ 'http.route': '/entries', 'http.request.method': 'POST', 'http.response.status_code': 201 });
    expect(byId.get(entry?.parentSpanId ?? '')).toMatchObject({
      service: 'payment-api',
      attributes: { 'peer.service': 'ledger', 'server.address': '127.0.0.1', 'server.port': Number(new URL(ledger.url).port) },
    });
    expect(payments.lines().find((line) => line.trace_id === traceId)).toMatchObject({ level: 'info', route: '/payments' });
  });

  it('expose their request durations and process metrics, without the probes', async () => {
    await get(`${shop.url}/products/p-5`);
    const { text, type } = await get(`${shop.url}/metrics`);
    expect(type).toContain('text/plain');
    expect(text).toMatch(/http_request_duration_seconds_bucket\{le="0.25",method="GET",route="\/products\/:id",status_code="200"\} [1-9]/);
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
    expect(text).not.toContain('/readyz');
  });

  it('refuse what they cannot understand', async () => {
    expect((await get(`${shop.url}/nowhere`)).status).toBe(404);
    expect((await get(`${shop.url}/products/p-999`)).status).toBe(404);
    expect((await post(`${shop.url}/checkout`, { product_ids: 'p-1', country: 'DE' })).status).toBe(400);
    expect((await post(`${payments.url}/payments`, { order_id: 'o-1', net_minor: -5, currency: 'EUR', country: 'DE' })).status).toBe(422);
  });

  it('answer 502 and name the host and the code when a callee is gone', async () => {
    ledger.process.kill('SIGKILL');
    await ledger.exited;
    const answer = await post(`${shop.url}/checkout`, { product_ids: ['p-1'], country: 'JP' });
    expect(answer.status).toBe(502);
    const { host } = new URL(ledger.url);
    await until('both log the failure', () => [payments, shop].every((service) => service.lines().some((line) => line.level === 'error')));
    expect(payments.lines().find((line) => line.level === 'error')).toMatchObject({
      msg: `request to ledger at ${host} failed: ECONNREFUSED`,
      host,
      code: 'ECONNREFUSED',
      err: { type: 'UpstreamError' },
    });
    expect(shop.lines().find((line) => line.level === 'error')).toMatchObject({ upstream: 'payment-api', code: 'HTTP_502' });
  });
});
