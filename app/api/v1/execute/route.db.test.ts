import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { problemSchema } from '#/lib/contract/problem.ts';
import { createAssistant } from '#/lib/assistant/index.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { runDiagnosis } from '#/lib/usecases/run-diagnosis.ts';
import { GET as readDiagnosis } from '../diagnoses/[id]/route.ts';
import { GET as readEvents } from '../diagnoses/[id]/events/route.ts';
import { POST as diagnose } from '../../../diagnostics/deployment/route.ts';
import { POST as execute } from './route.ts';

let world: HttpWorld;
let token: string;
beforeAll(async () => {
  world = await httpWorld();
  token = await world.token(['execute', 'read', 'audit:read', 'telemetry:read']);
});
afterAll(() => world.close());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  execute(
    new Request('http://localhost/execute', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    }),
  );
const follow = (id: string, after?: string) =>
  readEvents(
    new Request(`http://localhost/api/v1/diagnoses/${id}/events`, {
      headers: { authorization: `Bearer ${token}`, ...(after ? { 'last-event-id': after } : {}) },
    }),
    {
      params: Promise.resolve({ id }),
    },
  );
const work = (id: string) => runDiagnosis(world.runtime.context(SYSTEM), { diagnosisId: id, assistant: createAssistant() });

/** Event names and ids of a whole stream, as they stand on the wire. */
async function heard(response: Response): Promise<string[]> {
  const text = await response.text();
  return [...text.matchAll(/(?:id: (\d+)\n)?event: (.+)\ndata: /g)].map(([, id, event]) => `${id ?? '-'} ${event ?? ''}`);
}

test('a question is accepted with the places where its answer will be', async () => {
  const response = await post({ user_query: 'is anything wrong?' });
  expect(response.status).toBe(202);
  const accepted = executeAcceptedSchema.parse(await response.json());
  expect(response.headers.get('location')).toBe(accepted.links.self);
  expect(accepted.links.events).toBe(`/api/v1/diagnoses/${accepted.session_id}/events`);
});

test('a stream tells of the work from its first event to its last, and can be taken up again', async () => {
  const response = await post({ user_query: 'is anything wrong?' }, { accept: 'text/event-stream', 'idempotency-key': 'stream-1' });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  const repeated = await post({ user_query: 'is anything wrong?' }, { accept: 'text/event-stream', 'idempotency-key': 'stream-1' });
  const reader = (repeated.body as ReadableStream<Uint8Array>).getReader();
  let first = '';
  while (!first.includes('session_id')) first += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  const id = /"session_id":"([^"]+)"/.exec(first)?.[1] ?? '';

  await work(id);
  const events = await heard(response);
  expect(events[0]).toBe('1 accepted');
  expect(events).toContain('- replay-complete');
  expect(events.at(-1)).toMatch(/^\d+ done$/);
  const numbers = events.filter((event) => !event.startsWith('-')).map((event) => Number(event.split(' ')[0]));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));

  const rest = await heard(await follow(id, '2'));
  expect(rest).toEqual([...events.filter((event) => !event.startsWith('-')).slice(2)]);
});

test('a caller who prefers to wait gets the whole diagnosis if it ends in time, else the promise of one', async () => {
  const waiting = post({ user_query: 'will I be answered in time?' }, { prefer: 'wait=20' });
  const asked = async () =>
    (await world.database.db.execute<{ id: string }>(`select id from diagnoses where question::text like '%in time?%'`))[0]?.id;
  let id = await asked();
  for (; id === undefined; id = await asked()) await new Promise((resolve) => setTimeout(resolve, 10));
  await work(id);
  const response = await waiting;
  expect(response.status).toBe(200);
  expect(diagnosisSchema.parse(await response.json())).toMatchObject({ status: 'completed', report: { verdict: null } });

  const late = await post({ user_query: 'is anything wrong?' }, { prefer: 'wait=1' });
  expect(late.status).toBe(202);
});

test.each([
  [{}, 'invalid_input'],
  [{ user_query: '' }, 'invalid_input'],
  [{ user_query: 'x'.repeat(4001) }, 'invalid_input'],
  [{ user_query: 'why?', context: { time_range: { start: 'yesterday', end: 'today' } } }, 'invalid_input'],
  [{ user_query: 'why?', context: { time_range: { start: '2026-01-02T00:00:00Z', end: '2026-01-01T00:00:00Z' } } }, 'invalid_input'],
  [{ user_query: 'why?', context: { service: 'a', service_name: 'b' } }, 'bad_request'],
])('%j is refused and the fault named', async (body, code) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json())).toMatchObject({ code });
});

test.each([
  [{ user_query: '為什麼失敗？' }, 'en', 'zh-TW'],
  [{ user_query: 'why does it fail?' }, 'zh-TW', 'en'],
  [{ user_query: 'why does it fail?', context: { language: 'zh-TW' } }, 'en', 'zh-TW'],
  [{ user_query: '?' }, 'zh-TW', 'zh-TW'],
])('%j from a reader of %s is answered in %s, in every form of answer', async (body, reader, language) => {
  const headers = { 'accept-language': reader };
  const { session_id: id, message } = executeAcceptedSchema.parse(await (await post(body, headers)).json());
  expect(/\p{Script=Han}/u.test(message)).toBe(language === 'zh-TW');
  await work(id);
  const key = { ...headers, 'idempotency-key': `language-${id}` };
  const streaming = await post(body, { ...key, accept: 'text/event-stream' });
  const [row] = await world.database.db.execute<{ id: string }>(
    `select id from diagnoses where status = 'queued' order by id desc limit 1`,
  );
  await work(row?.id ?? '');
  const told = async (response: Response) => /"report":\{.*?"language":"([^"]+)"/.exec(await response.text())?.[1];
  expect(await told(streaming)).toBe(language);
  expect(await told(await post(body, { ...key, accept: 'text/event-stream' }))).toBe(language);
});

test.each([
  [{}, 'deployment_id'],
  [{ deployment_id: 5, context: { deployment_id: 'a' } }, 'deployment_id'],
  [{ deployment_id: 'a', context: { deployment_id: 'b' } }, 'context.deployment_id'],
])('the deployment meant by %j is not clear, and the field is named', async (body, path) => {
  const response = await diagnose(
    new Request('http://localhost/diagnostics/deployment', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    }),
  );
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json()).errors).toMatchObject([{ path }]);
});

test('unknown fields are taken', async () => {
  const response = await post({ user_query: 'why is it slow?', extra: 1, context: { ticket: 'OPS-1' } });
  expect(response.status).toBe(202);
});

test('a token without the scope is refused by its name', async () => {
  const reader = await world.token(['read']);
  const response = await post({ user_query: 'why?' }, { authorization: `Bearer ${reader}` });
  expect(response.status).toBe(403);
  expect(problemSchema.parse(await response.json()).detail).toContain('execute');
});

test.each([
  ['accept', 'text/event-stream'],
  ['prefer', 'wait=1'],
])('whoever may only ask reads the answer to it, with %s: %s', async (name, value) => {
  const asker = await world.token(['execute']);
  const response = await post({ user_query: 'why?' }, { authorization: `Bearer ${asker}`, [name]: value });
  expect(response.ok).toBe(true);
  await response.body?.cancel();
});

test('a stream of what does not exist is a 404, not an empty stream', async () => {
  expect((await follow('nothing')).status).toBe(404);
});

const ask = async (bearer: string, context: object) => {
  const response = await post({ user_query: 'is anything wrong?', context }, { authorization: `Bearer ${bearer}` });
  const { session_id } = executeAcceptedSchema.parse(await response.json());
  await work(session_id);
  const request = new Request(`http://localhost/api/v1/diagnoses/${session_id}`, { headers: { authorization: `Bearer ${bearer}` } });
  return readDiagnosis(request, { params: Promise.resolve({ id: session_id }) });
};

test('what the caller said is shown with the answer: unknown keys kept, secrets hidden', async () => {
  const answer = await ask(token, { ticket: 'OPS-7', nested: { password: 'correct-horse', region: 'eu' } });
  const { context } = diagnosisSchema.parse(await answer.json());
  expect(context).toEqual({ ticket: 'OPS-7', nested: { password: '••••••', region: 'eu' } });
});

test('whoever may only ask still gets an investigation, with the eyes of a viewer', async () => {
  const asking = await world.token(['execute']);
  const response = await post({ user_query: 'what changed?' }, { authorization: `Bearer ${asking}` });
  const { session_id } = executeAcceptedSchema.parse(await response.json());
  await work(session_id);
  const [gaps] = await world.database.db.execute(sql`select report -> 'gaps' as gaps from diagnoses where id = ${session_id}`);
  expect(JSON.stringify(gaps)).not.toContain('forbidden');
});
