import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { Context } from '#/lib/context.ts';
import { appendAuditLogs } from './append-audit-logs.ts';
import { queryAuditLogs } from './query-audit-logs.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
let name: string;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
  name = await world.service();
});
afterAll(() => base.close());

const hour = () => ({ start_time: new Date(Date.now() - 3_600_000).toISOString(), end_time: new Date(Date.now() + 60_000).toISOString() });
const token = (fields: Partial<Context['actor']> = {}): Context => {
  const ctx = world.as('operator', ['payments']);
  return { ...ctx, actor: { ...ctx.actor, kind: 'token', name: 'ci', ...fields } };
};

test('records are taken in the order given, once for each external id, over several namespaces', async () => {
  const records = ['zeta', 'alpha', 'zeta'].map((namespace, index) => ({
    event_type: 'OTHER' as const,
    summary: `s${index}`,
    namespace,
    external_id: `x${index}`,
    source: 'github',
  }));
  const first = await appendAuditLogs(token(), records);
  expect(first.map(({ external_id, created }) => [external_id, created])).toEqual([
    ['x0', true],
    ['x1', true],
    ['x2', true],
  ]);
  const again = await appendAuditLogs(token(), records);
  expect(again).toEqual(first.map((record) => ({ ...record, created: false })));
});

test('the author is the caller’s unless the token speaks for others', async () => {
  const record = { event_type: 'OTHER' as const, summary: 'by somebody', author: 'mei@example.com' };
  await expect(appendAuditLogs(token(), record)).rejects.toMatchObject({ code: 'forbidden' });
  await appendAuditLogs(token({ speaksForOthers: true }), record);
  const { items } = await queryAuditLogs(world.system, { ...hour(), author: 'mei@example.com' });
  expect(items.map((item) => item.source)).toEqual(['ci']);
  await expect(appendAuditLogs(token(), { event_type: 'OTHER', summary: 'x', source: 'control-plane' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(appendAuditLogs(world.as('viewer'), { event_type: 'OTHER', summary: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('what a source reports in the open and is plainly a secret is not kept', async () => {
  const changes = [
    { path: 'config.DB_PASSWORD', before: 'hunter2', after: 'hunter3' },
    { path: 'config.DATABASE_URL', before: null, after: 'postgres://app:hunter4@db/app' },
    { path: 'config.TIMEOUT', before: '1', after: '2' },
  ];
  await appendAuditLogs(token(), { event_type: 'CONFIG_UPDATE', summary: 'rotate', namespace: 'leaky', changes });
  const { items } = await queryAuditLogs(world.system, { ...hour(), namespace: 'leaky' });
  expect(JSON.stringify(items)).not.toContain('hunter');
  expect(items[0]?.changes[2]).toEqual({ path: 'config.TIMEOUT', before: '1', after: '2' });
});

test('one bad record refuses all of them', async () => {
  const records = [
    { event_type: 'OTHER' as const, summary: 'lost', namespace: 'bulk' },
    { event_type: 'OTHER' as const, summary: 'bad', service: 'a', service_name: 'b' },
  ];
  await expect(appendAuditLogs(token(), records)).rejects.toMatchObject({ errors: [{ path: '1.service_name' }] });
  expect((await queryAuditLogs(world.system, { ...hour(), namespace: 'bulk' })).items).toEqual([]);
});

test('another team neither reads nor writes what hangs on the service', async () => {
  await appendAuditLogs(token(), { event_type: 'CONFIG_UPDATE', summary: 'ours', service: name });
  const outsider = token({ teams: ['shop'] });
  await expect(appendAuditLogs(outsider, { event_type: 'OTHER', summary: 'theirs', service: name })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await queryAuditLogs(outsider, { ...hour(), service: name })).items).toEqual([]);
  expect(
    (await queryAuditLogs(token(), { ...hour(), service_name: name, event_type: 'CONFIG_UPDATE' })).items.map((item) => item.summary),
  ).toEqual(['ours']);
});

test.each([
  ['start_time', { end_time: '2026-01-02T00:00:00.000Z' }],
  ['end_time', { start_time: '2026-01-02T00:00:00.000Z' }],
  ['end_time', { start_time: '2026-01-02T00:00:00.000Z', end_time: '2026-01-01T00:00:00.000Z' }],
  ['start_time', { start_time: '2026-01-01T00:00:00.000Z', end_time: '2026-04-02T00:00:01.000Z' }],
  ['event_type', { start_time: '2026-01-01T00:00:00.000Z', end_time: '2026-01-02T00:00:00.000Z', event_type: 'EXPLOSION' }],
  ['cursor', { start_time: '2026-01-01T00:00:00.000Z', end_time: '2026-01-02T00:00:00.000Z', cursor: 'nonsense' }],
])('a wrong %s is named', async (path, query) => {
  const refused = queryAuditLogs(world.system, query as Parameters<typeof queryAuditLogs>[1]);
  await expect(refused).rejects.toMatchObject({ status: 400, errors: [{ path }] });
});

test('pages follow each other without a gap, also among entries of one moment', async () => {
  const timestamp = new Date(Date.now() - 1000).toISOString();
  await appendAuditLogs(
    token(),
    Array.from({ length: 7 }, (_, index) => ({ event_type: 'OTHER' as const, summary: `p${index}`, namespace: 'paged', timestamp })),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryAuditLogs(world.system, { ...hour(), namespace: 'paged', limit: 3, cursor });
    seen.push(...page.items.map((item) => item.summary));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0']);
});

test('a summary of ours is read in the reader’s language', async () => {
  const { items } = await queryAuditLogs({ ...world.system, language: 'zh-TW' }, { ...hour(), service: name, event_type: 'DEPLOYMENT' });
  expect(items.map((item) => item.summary)).toContain(`首次部署 ${name} 1.0.0`);
});
