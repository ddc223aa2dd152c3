import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnoses, incidents } from '#/lib/db/schema.ts';
import { literal } from '#/lib/domain/text.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { enqueue } from '#/lib/jobs/queue.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { GET as healthz } from '../healthz/route.ts';
import { GET as readyz } from '../readyz/route.ts';
import { GET as metrics } from './route.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());

const get = (path: string, headers: Record<string, string> = {}) => new Request(`http://localhost${path}`, { headers });

async function scrape(): Promise<string> {
  const response = await metrics(get('/metrics', { authorization: `Bearer ${await world.token(['telemetry:read'])}` }));
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
}

test('a process without diagnoses has figures of nought', async () => {
  expect(await scrape()).toContain('control_plane_diagnosis_seconds_count{stage="verdict"} 0');
});

test('diagnoses are counted by status and timed from their request to each stage', async () => {
  const requestedAt = new Date('2026-01-01T00:00:00.000Z');
  const later = (seconds: number) => new Date(requestedAt.getTime() + seconds * 1000);
  const base = {
    conversationId: 'c',
    trigger: 'question',
    subject: { cluster: null, namespace: null, service: null, deployment_id: null, version: null },
    question: literal('why'),
    actor: SYSTEM,
    requestedAt,
  } as const;
  await world.database.db.insert(diagnoses).values([
    { ...base, id: 'd1', status: 'completed', firstFindingAt: later(0.4), verdictAt: later(1.5) },
    { ...base, id: 'd2', status: 'completed', verdictAt: later(20) },
    { ...base, id: 'd3', status: 'queued' },
  ]);
  const text = await scrape();
  expect(text).toContain('control_plane_diagnoses{status="completed"} 2');
  expect(text).toContain('control_plane_diagnoses{status="queued"} 1');
  expect(text).toContain('control_plane_diagnosis_seconds_bucket{stage="verdict",le="1"} 0');
  expect(text).toContain('control_plane_diagnosis_seconds_bucket{stage="verdict",le="2"} 1');
  expect(text).toContain('control_plane_diagnosis_seconds_bucket{stage="verdict",le="+Inf"} 2');
  expect(text).toContain('control_plane_diagnosis_seconds_sum{stage="verdict"} 21.5');
  expect(text).toContain('control_plane_diagnosis_seconds_count{stage="first_finding"} 1');
});

test('incidents are timed by severity from their first alert to what people have of it', async () => {
  const receivedAt = new Date('2026-01-01T00:00:00.000Z');
  const at = (seconds: number) => new Date(receivedAt.getTime() + seconds * 1000);
  const base = { title: 't', severity: 'critical', startedAt: receivedAt, receivedAt, lastAlertAt: receivedAt } as const;
  await world.database.db.insert(incidents).values([
    { ...base, groupingKey: 'a', status: 'firing', diagnosisId: 'd1', notifiedAt: at(1.2) },
    { ...base, groupingKey: 'b', status: 'resolved', notifiedAt: at(7) },
  ]);
  const text = await scrape();
  expect(text).toContain('control_plane_incidents{status="resolved",severity="critical"} 1');
  expect(text).toContain('control_plane_incident_seconds_bucket{stage="verdict",severity="critical",le="2"} 1');
  expect(text).toContain('control_plane_incident_seconds_bucket{stage="notified",severity="critical",le="6"} 1');
  expect(text).toContain('control_plane_incident_seconds_count{stage="notified",severity="critical"} 2');
  expect(text).toContain('control_plane_incident_seconds_sum{stage="notified",severity="critical"} 8.2');
});

test('queues tell how many jobs wait and for how long, and the event loop its lag', async () => {
  await world.database.db.transaction(async (tx) => {
    await enqueue(tx, 'rollout', { deploymentId: 'd1' });
    await enqueue(tx, 'rollout', { deploymentId: 'd2' });
  });
  await world.database.owner.execute(
    sql`update pgboss.job set start_after = now() - interval '90 seconds' where data ->> 'deploymentId' = 'd1'`,
  );
  const text = await scrape();
  expect(text).toContain('control_plane_jobs{queue="rollout",state="waiting"} 2');
  expect(text).toContain('control_plane_jobs{queue="diagnose",state="waiting"} 0');
  expect(Number(/control_plane_job_oldest_seconds\{queue="rollout"\} (\S+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(90);
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
});

test('calls are timed by route, not by path', async () => {
  await healthz(get('/healthz'));
  expect(await scrape()).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/);
});

test('a process with its database, migrations and queue is ready', async () => {
  const response = await readyz(get('/readyz'));
  expect(await response.json()).toEqual({ status: 'ready', missing: [] });
  expect(response.status).toBe(200);
});

test('without its queue it is not, and says so', async () => {
  await world.database.owner.execute('alter schema pgboss rename to away');
  const response = await readyz(get('/readyz'));
  await world.database.owner.execute('alter schema away rename to pgboss');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ status: 'unavailable', missing: [{ part: 'queue' }] });
});

test('behind its migrations it is not, and says so', async () => {
  await world.database.owner.execute('alter schema drizzle rename to away');
  const response = await readyz(get('/readyz'));
  await world.database.owner.execute('alter schema away rename to drizzle');
  expect(await response.json()).toMatchObject({ missing: [{ part: 'migrations' }] });
});
