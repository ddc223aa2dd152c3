import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overviewSchema } from '#/lib/contract/overview.ts';
import { services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { message } from '#/lib/domain/text.ts';
import { getOverview } from './get-overview.ts';
import { putService } from './put-service.ts';
import { stopService } from './stop-service.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

test('a stopped service is named before those that call it, and shows no figures', async () => {
  const [back, front] = [await world.service('back'), await world.service('front')];
  await putService(world.as('admin'), { namespace: 'production', name: front, put: { dependencies: [back] } });
  const { id } = await stopService(world.as('operator'), { name: back });
  await world.settle(id);
  await base.db
    .update(services)
    .set({ health: 'failing', healthReason: message('reason.errors', { percent: 62.5 }), healthSince: new Date() })
    .where(eq(services.name, front));
  const overview = overviewSchema.parse(await getOverview(world.as('viewer')));
  expect(overview.attention.map(({ service, callers }) => [service.name, callers.map(({ name }) => name)])).toEqual([
    ['back', ['front']],
    ['front', []],
  ]);
  const shown = (name: string) => overview.services.find(({ service }) => service.name === name);
  expect(shown('back')?.traffic).toMatchObject({ points: [], current: null, before: null });
  expect(shown('front')).toMatchObject({ error_rate: { current: 0.625 }, service: { health_reason: '62.5% of requests fail.' } });
});

test('a stopped service that nobody calls needs nobody', async () => {
  const alone = await world.service('alone');
  const { id } = await stopService(world.as('operator'), { name: alone });
  await world.settle(id);
  const { attention } = await getOverview(world.as('viewer'));
  expect(attention.map(({ service }) => service.name)).not.toContain('alone');
});
