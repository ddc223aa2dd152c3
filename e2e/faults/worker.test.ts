import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { follow } from '../follow.ts';
import { until } from '../demo.ts';
import { expectLedger } from '../ledger.ts';
import { startRig, type Program, type Rig, type Web } from '../rig.ts';

let rig: Rig;
let web: Web;
let worker: Program;

beforeAll(async () => {
  rig = await startRig();
  web = await rig.web();
  worker = rig.worker();
});
afterAll(() => rig.close());

async function ask(): Promise<string> {
  const body = { user_query: 'why did payment-api fail?', context: { service: 'payment-api' } };
  const answer = await rig.ask(web, '/api/v1/execute', { body });
  return executeAcceptedSchema.parse(answer.body).session_id;
}

/** Waits until a worker has begun on it. */
const taken = (id: string) =>
  until(
    'a worker to take the diagnosis up',
    async () => diagnosisSchema.parse((await rig.ask(web, `/api/v1/diagnoses/${id}`)).body).status,
    (status) => status !== 'queued',
    30,
  );

test('kill -9 of the worker at 20 random points: every diagnosis ends, and its stream has neither gap nor repeat', async () => {
  const late = AbortSignal.timeout(150_000);
  const streams: ReturnType<typeof follow>[] = [];
  const asked: string[] = [];
  for (let round = 0; round < 20; round += 1) {
    const id = await ask();
    asked.push(id);
    streams.push(follow(() => web.url, `/api/v1/diagnoses/${id}/events`, rig.token, late));
    // By turns while it starts, and in the midst of the work.
    if (round % 2 === 1) await taken(id);
    await sleep(Math.random() * (round % 2 === 1 ? 300 : 1_500));
    await worker.kill('SIGKILL');
    worker = rig.worker();
  }
  const killed = performance.now();
  const ended = await Promise.all(streams);
  const seconds = (performance.now() - killed) / 1000;
  const reconnects = ended.reduce((sum, one) => sum + one.reconnects, 0);
  console.log(`20 kills, ${ended.length} diagnoses; the last ended ${seconds.toFixed(1)} s after the last kill, ${reconnects} reconnects`);
  expect(ended.map(({ last }) => last === 'done' || last === 'failed')).toEqual(asked.map(() => true));
  expect(seconds).toBeLessThan(30);
  for (const { ids } of ended) expect(ids).toEqual(Array.from({ length: ids.length }, (_none, index) => index + 1));
  await expectLedger(rig.ownerUrl());
});

test('a job that nobody can read and one about nothing end in the dead letters, and the queue moves on', async () => {
  const sql = postgres(rig.ownerUrl(), { max: 1, onnotice: () => undefined });
  try {
    const poison = [{ diagnosisId: 5 }, { diagnosisId: `gone-${randomUUID()}` }, { diagnosisId: 'x'.repeat(1_000_000) }, { nothing: true }];
    for (const data of poison) {
      await sql`insert into pgboss.job (name, data, retry_limit, retry_delay) values ('diagnose', ${JSON.stringify(data)}::text::jsonb, 0, 0)`;
    }
    const id = await ask();
    const followed = await follow(() => web.url, `/api/v1/diagnoses/${id}/events`, rig.token, AbortSignal.timeout(90_000));
    expect(followed.last).toBe('done');
    const states = () => sql<{ state: string; count: number }[]>`
      select state::text, count(*)::int as count from pgboss.job where name = 'diagnose' and state::text in ('created', 'retry', 'active') group by 1`;
    await until('the queue to be empty', states, (rows) => rows.length === 0, 60);
    const [dead] = await sql`select count(*)::int as failed from pgboss.job where name = 'diagnose' and state = 'failed'`;
    expect(dead?.failed).toBeGreaterThanOrEqual(3);
  } finally {
    await sql.end();
  }
  await expectLedger(rig.ownerUrl());
});

test.each([
  ['a label of 1 MB', { labels: 'x'.repeat(1_000_000) }, 413],
  ['a NUL', '{"user_query":"a\\u0000b"}', 400],
  ['half of a surrogate pair', '{"user_query":"a\\ud800b"}', 400],
])('what no database can store is refused and stops nothing: %s', async (_name, given, status) => {
  const body = typeof given === 'string' ? given : { user_query: 'is payment-api healthy?', context: given };
  expect((await rig.ask(web, '/api/v1/execute', { body })).status).toBe(status);
  const id = await ask();
  const followed = await follow(() => web.url, `/api/v1/diagnoses/${id}/events`, rig.token, AbortSignal.timeout(30_000));
  expect(followed.last).toBe('done');
});
