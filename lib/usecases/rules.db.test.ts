import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#/lib/context.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { DEFAULT_RULES } from '#/lib/domain/alert-rule.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { createOutbound } from '#/lib/outbound.ts';
import type { Metrics } from '#/lib/ports.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { listIncidents } from './list-incidents.ts';
import { listRules } from './list-rules.ts';
import { previewRule } from './preview-rule.ts';
import { testWorld, type World } from './testing/world.ts';
import { createRule, deleteRule, updateRule } from './write-rule.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
});
afterAll(() => database.close());

const outbound = createOutbound([]);

/** The control plane's own context over metrics that say the same at every moment. */
function measuring(values: Partial<Record<Signal, number | null>>): Context {
  const metrics: Metrics = {
    async range({ signal, window, step }) {
      const count = Math.max(1, Math.floor((window.end - window.start) / 1000 / step));
      const value = values[signal] ?? null;
      return {
        series: [{ labels: {}, points: Array.from({ length: count }, (_unused, index) => [window.start + index * step * 1000, value]) }],
        source: 'test',
      };
    },
  };
  return { ...world.system, ports: { ...world.system.ports, metrics } };
}

const incidentsOf = async (service: string) => (await listIncidents(world.system, { service })).items;

test('a service has the default rules until somebody changes them', async () => {
  const name = await world.service();
  const rules = await listRules(world.as('viewer'), { name });
  expect(rules.map((rule) => rule.name)).toEqual(DEFAULT_RULES.map((rule) => rule.name).toSorted());
  for (const { id } of rules) await deleteRule(world.as('admin'), { service: { name }, id });
  expect(await listRules(world.as('viewer'), { name })).toEqual([]);
});

test('errors that last open an incident with a diagnosis, and their end resolves it', async () => {
  const name = await world.service();
  await evaluateRules(measuring({ error_rate: 0.4 }));
  expect(await incidentsOf(name)).toEqual([]);
  world.pass(40);
  await evaluateRules(measuring({ error_rate: 0.4 }));
  const [opened] = await incidentsOf(name);
  expect(opened).toMatchObject({ status: 'firing', severity: 'critical', decision: 'first_notification' });
  expect(opened?.title).toContain('error rate 40 %');
  world.pass(10);
  await evaluateRules(measuring({ error_rate: 0 }));
  world.pass(40);
  await evaluateRules(measuring({ error_rate: 0 }));
  expect(await incidentsOf(name)).toMatchObject([{ id: opened?.id, status: 'resolved' }]);
});

test('no data is a state of its own and opens nothing', async () => {
  const name = await world.service();
  await evaluateRules(measuring({}));
  world.pass(600);
  await evaluateRules(measuring({}));
  expect((await listRules(world.system, { name })).map((rule) => rule.state)).toEqual(['no_data', 'no_data', 'no_data']);
  expect(await incidentsOf(name)).toEqual([]);
});

test('changing a rule needs an admin, writes what it was and is, and refuses a private receiver', async () => {
  const name = await world.service();
  const rule = {
    name: 'Busy',
    signal: 'traffic' as const,
    comparison: 'above' as const,
    threshold: 100,
    for_seconds: 60,
    severity: 'info' as const,
  };
  await expect(createRule(world.as('operator'), { service: { name }, rule }, outbound)).rejects.toMatchObject({ code: 'forbidden' });
  const made = await createRule(world.as('admin'), { service: { name }, rule }, outbound);
  await updateRule(world.as('admin'), { service: { name }, id: made.id, rule: { threshold: 200 } }, outbound);
  const [entry] = await database.db.execute<{ changes: unknown }>(
    `select changes from audit_entries where summary = 'Changed the alert rule Busy of ${name}'`,
  );
  expect(entry?.changes).toEqual([{ path: 'rules.Busy.threshold', before: 100, after: 200 }]);
  const inside = updateRule(
    world.as('admin'),
    { service: { name }, id: made.id, rule: { receivers: ['http://127.0.0.1:1/execute'] } },
    outbound,
  );
  await expect(inside).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'receivers.0' }] });
  await expect(createRule(world.as('admin'), { service: { name }, rule }, outbound)).rejects.toMatchObject({ code: 'conflict' });
});

test('the audit log tells of a new receiver, and of none of its secrets', async () => {
  const name = await world.service();
  const [rule] = await listRules(world.system, { name });
  const receivers = ['http://203.0.113.7:1/execute?token=ghp_0123456789abcdefghijklmnopqrstuvwxyz'];
  const allowed = createOutbound(['203.0.113.7:1']);
  await updateRule(world.as('admin'), { service: { name }, id: rule?.id ?? '', rule: { receivers } }, allowed);
  const [entry] = await database.db.execute<{ changes: { path: string; after: string }[] }>(
    `select changes from audit_entries where summary = 'Changed the alert rule ${rule?.name ?? ''} of ${name}'`,
  );
  expect(entry?.changes).toMatchObject([{ path: `rules.${rule?.name ?? ''}.receivers`, before: '' }]);
  expect(entry?.changes[0]?.after).toContain('203.0.113.7');
  expect(entry?.changes[0]?.after).not.toContain('ghp_');
});

test('a preview tells when it would have fired over the past day', async () => {
  const name = await world.service();
  const ctx = measuring({ saturation: 0.95 });
  const condition = { signal: 'saturation' as const, comparison: 'above' as const, threshold: 0.9, for_seconds: 60 };
  const preview = await previewRule(ctx, { service: { name }, rule: condition });
  expect(preview.fired).toMatchObject([{ end: null }]);
  expect((await previewRule(ctx, { service: { name }, rule: { ...condition, threshold: 0.99 } })).fired).toEqual([]);
});
