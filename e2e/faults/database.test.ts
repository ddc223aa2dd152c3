import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../demo.ts';
import { expectLedger } from '../ledger.ts';
import { acknowledged, startLoad, tally, type Outcome } from '../load.ts';
import { startRig, type Rig, type Web } from '../rig.ts';

let rig: Rig;
let web: Web;
let web2: Web;

beforeAll(async () => {
  rig = await startRig();
  [web, web2] = await Promise.all([rig.web(), rig.web()]);
  rig.worker();
});
afterAll(() => rig.close());

const webs = () => [web, web2];

async function owner<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(rig.ownerUrl(), { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Waits until a change is taken again and answers how long that took, in ms. */
async function recovered(): Promise<number> {
  const began = performance.now();
  const body = { event_type: 'OTHER', namespace: 'load', summary: 'is it back' };
  await until(
    'changes to be taken again',
    () =>
      rig.ask(web, '/api/v1/audit-logs', { body }).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 201,
    30,
  );
  return Math.round(performance.now() - began);
}

/** Under load: what a fault may answer is 201 or 503, never anything else, and nothing hangs. */
function expectPlain(outcomes: Outcome[], name: string, back: number): void {
  const slowest = Math.round(Math.max(...outcomes.map(({ ms }) => ms)));
  console.log(`${name}: answers ${JSON.stringify(tally(outcomes))}, slowest ${slowest} ms; taken again after ${back} ms`);
  expect(Object.keys(tally(outcomes)).filter((status) => status !== '201' && status !== '503')).toEqual([]);
  expect(back).toBeLessThan(5_000);
}

test.each([
  ['restarted', 'SIGINT'],
  ['killed', 'SIGKILL'],
] as const)('the database is %s under load: 503 and never 500, and it is used again without a restart', async (name, signal) => {
  const load = startLoad(rig, webs, 20);
  await sleep(1_500);
  process.kill(rig.databasePid(), signal);
  await sleep(1_000);
  await rig.startDatabase();
  const back = await recovered();
  await sleep(1_000);
  const outcomes = await load.stop();
  expectPlain(outcomes, name, back);
  await expectLedger(rig.ownerUrl(), acknowledged(outcomes));
});

test('the database is away for 20 s under load: 503, and it is used again within seconds', async () => {
  const load = startLoad(rig, webs, 10);
  await sleep(1_000);
  rig.proxy.refuse();
  await sleep(20_000);
  rig.proxy.heal();
  const back = await recovered();
  const outcomes = await load.stop();
  expectPlain(outcomes, 'away for 20 s', back);
  expect(tally(outcomes)['503']).toBeGreaterThan(50);
  await expectLedger(rig.ownerUrl(), acknowledged(outcomes));
});

test('the database falls silent, then answers in drips and late: 503 or an answer, and no hang', async () => {
  const load = startLoad(rig, webs, 5);
  await sleep(1_000);
  rig.proxy.swallow();
  await sleep(8_000);
  rig.proxy.heal();
  rig.proxy.delay(100);
  await sleep(4_000);
  rig.proxy.delay(0);
  rig.proxy.drip(20_000);
  await sleep(4_000);
  rig.proxy.heal();
  const back = await recovered();
  const outcomes = await load.stop();
  expectPlain(outcomes, 'silent, late, in drips', back);
  await expectLedger(rig.ownerUrl(), acknowledged(outcomes));
});

test('a row is locked for 30 s: who needs it gets 503, all others are served', async () => {
  const body = (namespace: string) => ({ event_type: 'OTHER', namespace, summary: 'a change' });
  await rig.ask(web, '/api/v1/audit-logs', { body: body('locked') });
  const statuses: number[] = [];
  const others: number[] = [];
  await owner((sql) =>
    sql.begin(async (tx) => {
      await tx`set local idle_in_transaction_session_timeout = 0`;
      await tx`select * from audit_heads where namespace = 'locked' for update`;
      const until30 = performance.now() + 30_000;
      while (performance.now() < until30) {
        const [locked, other, read] = await Promise.all([
          rig.ask(web, '/api/v1/audit-logs', { body: body('locked') }),
          rig.ask(web, '/api/v1/audit-logs', { body: body('free') }),
          rig.ask(web, '/api/v1/services'),
        ]);
        statuses.push(locked.status);
        others.push(other.status, read.status);
      }
    }),
  );
  console.log(`a row locked for 30 s: answers ${statuses.join(' ')}`);
  expect(new Set(statuses)).toEqual(new Set([503]));
  expect(others.filter((status) => status >= 300 && status !== 503)).toEqual([]);
  expect(others.filter((status) => status < 300).length / others.length).toBeGreaterThan(0.8);
  expect((await rig.ask(web, '/api/v1/audit-logs', { body: body('locked') })).status).toBe(201);
  await expectLedger(rig.ownerUrl());
});

test('every connection of the pool waits: calls get 503 in time and are served when it is over', async () => {
  const body = (namespace: string) => ({ event_type: 'OTHER', namespace, summary: 'a change' });
  await rig.ask(web, '/api/v1/audit-logs', { body: body('locked') });
  const [blocked, reads] = await owner((sql) =>
    sql.begin(async (tx) => {
      await tx`select * from audit_heads where namespace = 'locked' for update`;
      const waiting = Array.from({ length: 40 }, () => rig.ask(web, '/api/v1/audit-logs', { body: body('locked') }));
      await sleep(500);
      const reading = await Promise.all(Array.from({ length: 10 }, () => rig.ask(web, '/api/v1/services')));
      return [await Promise.all(waiting), reading] as const;
    }),
  );
  const count = (all: readonly { status: number }[]) =>
    JSON.stringify(
      Object.groupBy(
        all.map(({ status }) => status),
        String,
      ),
    );
  console.log(`a pool that waits: blocked ${count(blocked)}, reads ${count(reads)}`);
  expect([...blocked, ...reads].filter(({ status }) => ![200, 503].includes(status))).toEqual([]);
  expect(blocked.every(({ status }) => status === 503)).toBe(true);
  expect(await recovered()).toBeLessThan(5_000);
  await expectLedger(rig.ownerUrl());
});

test('the disk is full (SQLSTATE 53100, raised by a trigger): 503, nothing is written by half, and it recovers', async () => {
  const before = await owner(
    (sql) => sql<{ deployments: number; entries: number; jobs: number }[]>`
    select (select count(*)::int from deployments) as deployments, (select count(*)::int from audit_entries where namespace = 'load') as entries,
           (select count(*)::int from pgboss.job where name = 'rollout') as jobs`,
  );
  await owner((sql) =>
    sql.unsafe(`
      create function full_disk() returns trigger language plpgsql as $$ begin raise exception using errcode = '53100', message = 'could not extend file: No space left on device'; end $$;
      create trigger full_disk before insert on audit_entries for each row execute function full_disk()`),
  );
  try {
    const answers = await Promise.all([
      rig.ask(web, '/api/v1/deployments', { body: { service: 'payment-api', version: '1.0.0', supersede: true } }),
      rig.ask(web, '/api/v1/audit-logs', { body: { event_type: 'OTHER', namespace: 'load', summary: 'x' } }),
      rig.ask(web, '/api/v1/deployments', { body: { service: 'ledger', version: '1.0.0', supersede: true } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(answers.every(({ body }) => !JSON.stringify(body).includes('No space'))).toBe(true);
    expect((await rig.ask(web, '/api/v1/services')).status).toBe(200);
  } finally {
    await owner((sql) => sql.unsafe('drop trigger full_disk on audit_entries; drop function full_disk()'));
  }
  const after = await owner(
    (sql) => sql`
    select (select count(*)::int from deployments) as deployments, (select count(*)::int from audit_entries where namespace = 'load') as entries,
           (select count(*)::int from pgboss.job where name = 'rollout') as jobs`,
  );
  expect(after).toEqual(before);
  expect(await recovered()).toBeLessThan(5_000);
  await expectLedger(rig.ownerUrl());
});
