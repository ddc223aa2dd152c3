import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#/lib/context.ts';
import { auditEntries, diagnoses, diagnosisEvents } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import { createDeployment } from '#/lib/usecases/create-deployment.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';
import { runDiagnosis } from '#/lib/usecases/run-diagnosis.ts';
import { testWorld, type World } from '#/lib/usecases/testing/world.ts';
import { createAssistant } from './index.ts';

let base: TestDatabase;
let world: World;
const assistant = createAssistant();
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
  world.platform.behave('1.1.0', 'crashes');
});
afterAll(() => base.close());

/** The system's context with a log that the failing version has written. */
function withLogs(lines: string[], options: { broken?: boolean } = {}): Context {
  const ctx = world.system;
  const search: Context['ports']['logs']['search'] = async ({ version }) => {
    if (options.broken) throw new Error('connect ECONNREFUSED 10.0.0.9:3100');
    const at = new Date().toISOString();
    const written = lines.map((line): LogLine => ({ at, instance: 'i-1', version: version ?? '', stream: 'stderr', level: 'fatal', line }));
    return { lines: written.toReversed(), truncated: false, source: 'test' };
  };
  return { ...ctx, ports: { ...ctx.ports, logs: { search } } };
}

async function failed(
  config: Record<string, string> = { LEDGER_URL: 'http://ledger:4104' },
): Promise<{ service: string; deployment: string; diagnosis: string }> {
  const service = await world.service(undefined, { config });
  const { id: deployment } = await createDeployment(world.as('operator'), { service, version: '1.1.0' });
  await world.settle(deployment, 60);
  await world.settle(deployment, 60);
  const [row] = await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, deployment));
  return { service, deployment, diagnosis: row?.id ?? '' };
}

const MISSING = '{"level":60,"msg":"payment-api cannot start: the required setting LEDGER_URL_V2 is not set"}';

test('a version that needs a variable nobody set is diagnosed, proven, and laid to the release that brought it', async () => {
  const { service, deployment, diagnosis } = await failed();
  expect(await runDiagnosis(withLogs(['starting', MISSING]), { diagnosisId: diagnosis, assistant })).toBe(true);
  const { status, report, timings } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(status).toBe('completed');
  expect(report).toMatchObject({
    summary: '`LEDGER_URL_V2` is not set',
    verdict: 'proven',
    root_cause: { mode: 'config.missing_env', object: 'LEDGER_URL_V2', service, namespace: 'production' },
    recommended_actions: [
      { kind: 'rollback', would_help: true, target: deployment },
      { kind: 'config', target: 'LEDGER_URL_V2' },
    ],
    gaps: [],
  });
  const [change] = await base.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.id, report?.root_cause?.change_id ?? ''));
  expect(change).toMatchObject({ eventType: 'DEPLOYMENT', deploymentId: deployment });
  expect(report?.evidence[0]).toMatchObject({ kind: 'log', excerpt: expect.stringContaining('LEDGER_URL_V2') as string });
  expect(timings.first_finding_at).not.toBeNull();

  const events = await base.db
    .select()
    .from(diagnosisEvents)
    .where(eq(diagnosisEvents.diagnosisId, diagnosis))
    .orderBy(diagnosisEvents.sequence);
  expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1));
  const names = events.map((event) => event.event);
  expect(names[0]).toBe('accepted');
  expect(events[1]).toMatchObject({ event: 'step', data: { id: 'check-recent-changes', status: 'started' } });
  expect(names.at(-2)).toBe('report');
  expect(names.at(-1)).toBe('done');
  const order = ['evidence', 'finding', 'hypothesis', 'text', 'report', 'done'].map((name) => names.indexOf(name));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
