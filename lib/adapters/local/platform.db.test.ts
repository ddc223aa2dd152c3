import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localWorkloads } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { DesiredWorkload } from '#/lib/domain/workload.ts';
import { fixtureFile } from './fixtures/platform.ts';
import { createLocalPlatform } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const shop = { cluster: 'default', namespace: 'test', name: 'shop' };
const signal = new AbortController().signal;
const platform = () => createLocalPlatform({ db: database.db, config: fixtureFile() }).platform;
const wanted = (generation: number, more: Partial<DesiredWorkload> = {}): DesiredWorkload => ({
  service: shop,
  generation,
  deploymentId: `d${generation}`,
  version: 'good',
  image: null,
  config: { KEY: 'value' },
  flags: { on: true },
  replicas: 1,
  restart: false,
  ...more,
});

describe('the local platform as web and worker see it', () => {
  it('knows the versions of the platform file and no other service', async () => {
    expect(await platform().versions(shop, signal)).toContain('good');
    await expect(platform().versions({ ...shop, name: 'other' }, signal)).rejects.toMatchObject({ code: 'not_found' });
    await expect(platform().versions({ ...shop, namespace: 'other' }, signal)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('has nothing to say of what it was never asked to run', async () => {
    expect(await platform().observe(shop, signal)).toBeNull();
  });

  it('refuses a version that the file does not have', async () => {
    await expect(platform().apply(wanted(1, { version: '9.9.9' }), signal)).rejects.toMatchObject({ code: 'unknown_version' });
  });

  it('keeps the newest generation, in whatever order they arrive', async () => {
    await Promise.all([3, 5, 4, 5].map((generation) => platform().apply(wanted(generation), signal)));
    await platform().apply(wanted(2, { version: 'better' }), signal);
    const [row] = await database.db.select().from(localWorkloads);
    expect(row).toMatchObject({ generation: 5, deploymentId: 'd5', version: 'good', config: { KEY: 'value' }, flags: { on: true } });
    expect(await platform().observe(shop, signal)).toMatchObject({ observedGeneration: 0, instances: [] });
  });

  it('says that the agent does not run rather than repeat what it last said', async () => {
    await database.db.execute(sql`update local_workloads set status_at = now() - interval '11 seconds'`);
    await expect(platform().observe(shop, signal)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('agent is not running') as string,
    });
  });

  it('names the variable when there is no file', async () => {
    const { platform: none } = createLocalPlatform({ db: database.db });
    await expect(none.versions(shop, signal)).rejects.toThrow(/LOCAL_PLATFORM_CONFIG/);
  });
});
