import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#/lib/context.ts';
import type { StoredEvent } from '#/lib/contract/events.ts';
import { appendAsAttempt, readEvents } from '#/lib/db/diagnosis-events.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { plainAnswer } from '#/lib/diagnosis/plain-answer.ts';
import { literal } from '#/lib/domain/text.ts';
import type { Assistant } from '#/lib/ports.ts';
import { ask } from './ask.ts';
import { cancelDiagnosis } from './cancel-diagnosis.ts';
import { getDiagnosis } from './get-diagnosis.ts';
import { readDiagnosisEvents } from './read-diagnosis-events.ts';
import { runDiagnosis } from './run-diagnosis.ts';
import { sweepDiagnoses } from './sweep-diagnoses.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
let viewer: Context;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
  viewer = world.as('viewer');
});
afterAll(() => base.close());

const say = (text: string): StoredEvent => ({ event: 'text', data: { delta: literal(text) } });
const report: StoredEvent = { event: 'report', data: { report: plainAnswer({ summary: literal('done'), answer: literal('done') }) } };

/** An assistant that says what it is told to, and waits at each gate until it is opened. */
function speaking(...script: (StoredEvent | Promise<unknown> | Error)[]): Assistant<Context> {
  return {
    name: 'test',
    version: '0',
    async *execute(caller) {
      const gone = new Promise((_, reject) => caller.signal.addEventListener('abort', () => reject(caller.signal.reason as Error)));
      gone.catch(() => undefined);
      for (const line of script) {
        if (line instanceof Promise) await Promise.race([line, gone]);
        else if (line instanceof Error) throw line;
        else yield line;
      }
    },
  };
}

const queued = async () => (await ask(viewer, { user_query: 'is everything ok?' })).id;
const names = async (id: string) => (await readEvents(base.db, id, 0)).map((event) => event.event);
const expire = (id: string) =>
  base.db
    .update(diagnoses)
    .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(diagnoses.id, id));
const statusOf = async (id: string) => (await getDiagnosis(viewer, { id })).status;

/** Settles once so many events are stored. */
async function stored(id: string, count: number): Promise<void> {
  while ((await readEvents(base.db, id, 0)).length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a question is queued with its first event and its job, and ends with its report', async () => {
  const id = await queued();
  const jobs = await base.db.execute(sql`select 1 from pgboss.job where name = 'diagnose' and data ->> 'diagnosisId' = ${id}`);
  expect(jobs).toHaveLength(1);
  expect(await runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('one'), say('two'), report) })).toBe(true);
  expect(await names(id)).toEqual(['accepted', 'text', 'text', 'report', 'done']);
  const { status, timings } = await getDiagnosis(viewer, { id });
  expect(status).toBe('completed');
  expect(timings.verdict_at).not.toBeNull();
  expect(timings.first_event_at).not.toBeNull();
});

test('a job that comes twice is worked on once', async () => {
  const id = await queued();
  const run = () => runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('one'), report) });
  expect((await Promise.all([run(), run()])).toSorted()).toEqual([false, true]);
  expect(await names(id)).toEqual(['accepted', 'text', 'report', 'done']);
});

test('text that the database cannot hold is cleaned, not lost', async () => {
  const id = await queued();
  await runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('a\0b\ud800c'), report) });
  expect((await readEvents(base.db, id, 0))[1]).toMatchObject({ data: { delta: { values: { text: 'ab\ufffdc' } } } });
});

test('a worker thought dead cannot write on, and the next attempt says that it begins again', async () => {
  const id = await queued();
  const gate = Promise.withResolvers<void>();
  const dead = runDiagnosis(world.system, {
    diagnosisId: id,
    assistant: speaking(say('from the dead'), gate.promise, say('too late'), report),
  });
  await stored(id, 2);
  await expire(id);
  expect(await sweepDiagnoses(world.system)).toEqual({ restarted: 1, failed: 0 });
  expect(await appendAsAttempt(base.db, id, 1, [say('between two attempts')])).toBe(false);

  expect(await runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('anew'), report) })).toBe(true);
  gate.resolve();
  expect(await dead).toBe(false);
  expect(await names(id)).toEqual(['accepted', 'text', 'restarted', 'text', 'report', 'done']);
  expect((await readEvents(base.db, id, 0)).map(({ attempt }) => attempt)).toEqual([0, 1, 1, 2, 2, 2]);
  expect(await base.db.execute(sql`select 1 from pgboss.job where name = 'diagnose' and data ->> 'diagnosisId' = ${id}`)).toHaveLength(2);
});

test('a worker that is stopped hands its diagnosis over at once, and takes up no other', async () => {
  const id = await queued();
  const stopping = new AbortController();
  const ctx = { ...world.system, signal: stopping.signal };
  const run = runDiagnosis(ctx, { diagnosisId: id, assistant: speaking(say('begun'), Promise.withResolvers<void>().promise, report) });
  await stored(id, 2);
  stopping.abort();
  expect(await run).toBe(false);
  expect(await statusOf(id)).toBe('queued');
  expect((await readEvents(base.db, id, 0)).at(-1)).toMatchObject({ event: 'restarted', data: { attempt: 2 } });
  expect(await base.db.execute(sql`select 1 from pgboss.job where name = 'diagnose' and data ->> 'diagnosisId' = ${id}`)).toHaveLength(2);
  await expect(runDiagnosis(ctx, { diagnosisId: id, assistant: speaking(report) })).rejects.toThrow();
  expect(await runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(report) })).toBe(true);
});

test('a diagnosis whose workers keep dying ends as failed after three attempts', async () => {
  const id = await queued();
  const never = Promise.withResolvers<void>();
  const workers: Promise<boolean>[] = [];
  for (const count of [2, 4, 6]) {
    workers.push(runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('begun'), never.promise) }));
    await stored(id, count);
    await expire(id);
    await sweepDiagnoses(world.system);
  }
  expect(await statusOf(id)).toBe('failed');
  expect((await readEvents(base.db, id, 0)).at(-1)).toMatchObject({ event: 'failed', data: { code: 'worker_lost' } });
  expect(await Promise.all(workers)).toEqual([false, false, false]);
});

test('a queued diagnosis whose job was lost is handed out again, without a word to its readers', async () => {
  const id = await queued();
  await expire(id);
  expect(await sweepDiagnoses(world.system)).toEqual({ restarted: 1, failed: 0 });
  expect(await names(id)).toEqual(['accepted']);
  expect(await sweepDiagnoses(world.system)).toEqual({ restarted: 0, failed: 0 });
});

test('cancelling ends it at once, and its worker may write no more', async () => {
  const id = await queued();
  const gate = Promise.withResolvers<void>();
  const run = runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('one'), gate.promise, say('two'), report) });
  await stored(id, 2);
  await cancelDiagnosis(viewer, { id });
  gate.resolve();
  expect(await run).toBe(false);
  expect(await names(id)).toEqual(['accepted', 'text', 'done']);
  expect(await statusOf(id)).toBe('cancelled');
  await cancelDiagnosis(viewer, { id });
  const finished = await queued();
  await runDiagnosis(world.system, { diagnosisId: finished, assistant: speaking(report) });
  await expect(cancelDiagnosis(viewer, { id: finished })).rejects.toMatchObject({ code: 'conflict' });
});

test('an assistant that throws ends the diagnosis as failed, without its words reaching a reader', async () => {
  const id = await queued();
  await runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('one'), new Error('password=hunter2')) });
  expect(await names(id)).toEqual(['accepted', 'text', 'failed']);
  expect(JSON.stringify(await getDiagnosis(viewer, { id }))).not.toContain('hunter2');
});

test('a reader who comes back gets everything after what they had, without gap or repetition', async () => {
  const id = await queued();
  const gate = Promise.withResolvers<void>();
  const run = runDiagnosis(world.system, { diagnosisId: id, assistant: speaking(say('1'), say('2'), gate.promise, say('3'), report) });
  await stored(id, 3);
  const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 10));

  const first = await readDiagnosisEvents(viewer, { id, after: 0 }, soon);
  const seen: (number | null)[] = [];
  for await (const { sequence, event } of first) {
    seen.push(sequence);
    if (event.event === 'replay-complete') break;
  }
  expect(seen).toEqual([1, 2, 3, null]);

  const second = await readDiagnosisEvents(viewer, { id, after: 2 }, soon);
  const rest: (number | null)[] = [];
  for await (const { sequence, event } of second) {
    rest.push(sequence);
    if (event.event === 'replay-complete') gate.resolve();
  }
  await run;
  expect(rest).toEqual([3, null, 4, 5, 6]);

  const after: string[] = [];
  for await (const { event } of await readDiagnosisEvents(viewer, { id, after: 6 }, soon)) after.push(event.event);
  expect(after).toEqual(['replay-complete']);
});

test("another team's diagnosis does not exist: not to read, to follow, or to cancel", async () => {
  const service = await world.service(undefined, { team: 'payments' });
  const { id } = await ask(world.as('viewer', ['payments']), { user_query: 'why?', context: { service_name: service } });
  const stranger = world.as('viewer', ['shop']);
  const missing = { code: 'not_found' };
  await expect(getDiagnosis(stranger, { id })).rejects.toMatchObject(missing);
  await expect(cancelDiagnosis(stranger, { id })).rejects.toMatchObject(missing);
  await expect(readDiagnosisEvents(stranger, { id, after: 0 }, async () => undefined)).rejects.toMatchObject(missing);
  expect(await statusOf(id)).toBe('queued');
});
