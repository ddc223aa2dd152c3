import { randomUUIDv7 } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { plainAnswer } from '#/lib/diagnosis/plain-answer.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { message } from '#/lib/domain/text.ts';
import { getDeployment } from './get-deployment.ts';
import { getDiagnosis } from './get-diagnosis.ts';
import { listDeployments } from './list-deployments.ts';
import { listDiagnoses } from './list-diagnoses.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

/** A deployment of team shop whose diagnosis names a service of team payments. */
async function namingAnother() {
  const [own, other] = [await world.service(undefined, { team: 'shop' }), await world.service(undefined, { team: 'payments' })];
  const { items } = await listDeployments(world.system, { service: own });
  const [deployment] = items;
  const [service] = await base.db.select().from(services).where(eq(services.name, own));
  if (!deployment || !service) throw new Error('the service was not deployed');
  const id = randomUUIDv7();
  const title = message('report.cause.callee_down.title', { callee: other, service: own, address: '', key: '' });
  await base.db.insert(diagnoses).values({
    id,
    conversationId: id,
    status: 'completed',
    trigger: 'deployment',
    serviceId: service.id,
    deploymentId: deployment.id,
    subject: { cluster: null, namespace: null, service: own, deployment_id: deployment.id, version: null },
    question: message('report.question.deployment', { service: own, version: '1.0.0' }),
    actor: SYSTEM,
    report: plainAnswer({ summary: title, answer: title }),
    requestedAt: sql`now()`,
  });
  return { own, other, deployment: deployment.id, diagnosis: id };
}

test("the line of a deployment's diagnosis does not name a service of another team", async () => {
  const { own, other, deployment } = await namingAnother();
  const [shop, all] = [world.as('viewer', ['shop']), world.as('viewer', '*')];
  expect((await getDeployment(all, { id: deployment })).diagnosis?.summary).toContain(other);
  expect(JSON.stringify(await getDeployment(shop, { id: deployment }))).not.toContain(other);
  expect(JSON.stringify(await listDeployments(shop, { service: own }))).not.toContain(other);
});

test('in a list evidence keeps its number, its excerpt and whose it is, and leaves its data behind', async () => {
  const { own, diagnosis } = await namingAnother();
  const data = { service: `production/${own}`, lines: ['a', 'b'], marked: [] };
  const item = { id: 'e1', kind: 'log' as const, tool: 'search-logs', query: 'logs', time_range: null, excerpt: 'a', data };
  const summary = message('report.summary.inconclusive', { service: own });
  const report = { ...plainAnswer({ summary, answer: summary }), evidence: [item, { ...item, id: 'e2' }] };
  await base.db.update(diagnoses).set({ report }).where(eq(diagnoses.id, diagnosis));
  const viewer = world.as('viewer', '*');
  const { items } = await listDiagnoses(viewer, { service: own });
  expect(items[0]?.report?.evidence).toMatchObject([
    { id: 'e1', excerpt: 'a', data: { service: `production/${own}` } },
    { id: 'e2', excerpt: 'a' },
  ]);
  expect(JSON.stringify(items)).not.toContain('lines');
  expect((await getDiagnosis(viewer, { id: diagnosis })).report?.evidence[0]?.data).toEqual(data);
});

test('what could not be seen is not shown once it is deleted', async () => {
  const { other, diagnosis } = await namingAnother();
  await base.db.update(services).set({ deletedAt: new Date() }).where(eq(services.name, other));
  expect(JSON.stringify(await getDiagnosis(world.as('viewer', ['shop']), { id: diagnosis }))).not.toContain(other);
});
