import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#/lib/context.ts';
import { overviewSchema } from '#/lib/contract/overview.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { Span } from '#/lib/domain/telemetry.ts';
import { REDACTED } from '#/lib/domain/words.ts';
import type { MetricsQuery } from '#/lib/ports.ts';
import { createDeployment } from './create-deployment.ts';
import { getOverview } from './get-overview.ts';
import { getService } from './get-service.ts';
import { getTrace } from './get-trace.ts';
import { observeHealth } from './observe-health.ts';
import { queryMetrics } from './query-metrics.ts';
import { readLogs, searchLogs } from './search-logs.ts';
import { searchTraces } from './search-traces.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
let asked: MetricsQuery[] = [];
const errorRate = new Map<string, number>();

const span = (service: string, id: string, parent: string | null): Span => ({
  trace_id: 't'.repeat(32),
  span_id: id,
  parent_id: parent,
  service,
  name: `GET /${service}`,
  kind: 'server',
  start: new Date().toISOString(),
  duration_ms: 5,
  status: 'ERROR',
  attributes: {},
});

function withSources(ctx: Context, spans: Span[] = []): Context {
  const metrics: Context['ports']['metrics'] = {
    range: async (query) => {
      asked.push(query);
      const value = query.signal === 'error_rate' ? (errorRate.get(query.service.name) ?? 0) : 1;
      return { series: [{ labels: {}, points: [[query.window.start, value]] }], source: 'test' };
    },
  };
  const traces = {
    search: async () => ({ traces: [{ trace_id: 't'.repeat(32), spans }], source: 'test' }),
    get: async () => ({ spans, source: 'test' }),
  };
  return { ...ctx, ports: { ...ctx.ports, metrics, traces } };
}

beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

test('secrets in lines and spans are shown to nobody, and the assistant reads lines as printed', async () => {
  const name = await world.service();
  const secret = 'hunter2hunter2';
  const line = {
    at: new Date().toISOString(),
    instance: 'i',
    version: '1.0.0',
    stream: 'stdout' as const,
    level: null,
    line: `password=${secret}`,
  };
  const ctx = withSources(world.as('viewer'), [{ ...span(name, 'a', null), attributes: { 'http.header': `Bearer ${secret}` } }]);
  ctx.ports = { ...ctx.ports, logs: { search: async () => ({ lines: [line], truncated: false, source: 'test' }) } };
  const service = { name };
  expect((await searchLogs(ctx, { service, query: {} })).lines.map((item) => item.line)).toEqual([
    expect.stringMatching(`^password=${REDACTED}\\w{4}$`),
  ]);
  expect((await readLogs(ctx, { service, query: {} })).lines).toEqual([line]);
  expect(JSON.stringify(await getTrace(ctx, { service, traceId: 't'.repeat(32) }))).not.toContain(secret);
});

test('the step is raised so that no series has more than 1,000 points, and changes are marked once', async () => {
  const name = await world.service();
  const { id } = await createDeployment(world.as('operator'), { service: name, version: '2.0.0' });
  await world.settle(id);
  const end = new Date(Date.now() + 60_000);
  const start = new Date(end.getTime() - 24 * 3_600_000);
  const answer = await queryMetrics(withSources(world.as('viewer')), {
    service: { name },
    query: { signal: 'traffic', start: start.toISOString(), end: end.toISOString(), step: 5 },
  });
  expect(answer).toMatchObject({ unit: 'req/s', step: 87, source: 'test' });
  expect(answer.markers.map((marker) => marker.summary)).toEqual([
    `Register ${name} for team payments`,
    `Deploy ${name} 1.0.0 for the first time`,
    `Deploy ${name} 2.0.0 (was 1.0.0)`,
  ]);
  const reversed = queryMetrics(world.system, {
    service: { name },
    query: { signal: 'traffic', start: end.toISOString(), end: start.toISOString() },
  });
  await expect(reversed).rejects.toMatchObject({ errors: [{ path: 'end' }] });
});

test('a source that cannot be read is said to be so', async () => {
  const name = await world.service();
  const broken = { ...world.system.ports, logs: { search: async () => Promise.reject(new Error('ECONNREFUSED 10.0.0.1')) } };
  await expect(searchLogs({ ...world.system, ports: broken }, { service: { name }, query: {} })).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The source of logs could not be read. Try again; what else is shown does not depend on it.',
  });
});

test('spans of another team’s services are left out of a trace', async () => {
  const ours = await world.service(undefined, { team: 'payments' });
  const theirs = await world.service(undefined, { team: 'shop' });
  const spans = [span(theirs, 'a', null), span(ours, 'b', 'a'), span('browser', 'c', null)];
  const viewer = withSources(world.as('viewer', ['payments']), spans);
  expect((await getTrace(viewer, { service: { name: ours }, traceId: 'x' })).spans.map((one) => one.service)).toEqual([ours, 'browser']);
  const { traces } = await searchTraces(viewer, { service: { name: ours }, query: { errors: 'true' } });
  expect(traces).toMatchObject([{ spans: 2, errors: 2 }]);
  await expect(getTrace(viewer, { service: { name: theirs }, traceId: 'x' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a service of the same name in another namespace is another service, in traces too', async () => {
  const name = await world.service(undefined, { team: 'payments', namespace: 'production' });
  await world.service(name, { team: 'shop', namespace: 'staging' });
  const from = (namespace: string, id: string): Span => ({ ...span(name, id, null), attributes: { 'service.namespace': namespace } });
  const shown = async (team: string, namespace: string, spans: Span[]) => {
    const answer = await getTrace(withSources(world.as('viewer', [team]), spans), { service: { name, namespace }, traceId: 'x' });
    return answer.spans.map((one) => one.span_id);
  };
  const both = [from('production', 'a'), from('staging', 'b')];
  expect(await shown('payments', 'production', both)).toEqual(['a']);
  expect(await shown('shop', 'staging', both)).toEqual(['b']);
  await expect(shown('shop', 'staging', [from('production', 'a')])).rejects.toMatchObject({ code: 'not_found' });
});

test('health follows platform and signals; since when stays while the word stays', async () => {
  const name = await world.service();
  const ctx = withSources(world.system);
  const judged = async () => {
    await observeHealth(ctx, { memory: new Map() });
    return getService(world.system, { name });
  };
  const healthy = await judged();
  expect(healthy).toMatchObject({ health: 'healthy', health_reason: null, replicas: { desired: 1, ready: 1 } });
  errorRate.set(name, 0.2);
  const degraded = await judged();
  expect(degraded).toMatchObject({ health: 'degraded', health_reason: '20% of requests fail.' });
  errorRate.set(name, 0.3);
  expect(await judged()).toMatchObject({ health_since: degraded.health_since, health_reason: '30% of requests fail.' });
  world.platform.away(true);
  expect(await judged()).toMatchObject({ health: 'unknown' });
  world.platform.away(false);
});

test('the overview tells what needs a person, to those who may know', async () => {
  const name = await world.service('needs-care', { team: 'care' });
  await observeHealth(withSources(world.system), { memory: new Map() });
  world.platform.behave('1.1.0', 'crashes');
  const { id } = await createDeployment(world.as('operator'), { service: name, version: '1.1.0' });
  await world.settle(id);
  asked = [];
  const viewer = withSources(world.as('viewer', ['care']));
  const overview = overviewSchema.parse(await getOverview(viewer));
  expect(overview.attention).toMatchObject([
    { kind: 'deployment', service: { name }, deployment: { id, status: 'failed', diagnosis: { status: 'queued' } } },
  ]);
  expect(overview.calm_since).toBeNull();
  expect(overview.services.map((row) => row.service.name)).toEqual([name]);
  expect(overview.services[0]?.last_change?.summary).toBe(`Deploy ${name} 1.1.0 (was 1.0.0)`);
  expect(asked.map((query) => query.step)).toContain(10);
  const outsider = await getOverview(withSources(world.as('viewer', ['nobody'])));
  expect(outsider).toMatchObject({ attention: [], services: [] });
});
