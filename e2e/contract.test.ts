import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemSchema } from '#/lib/contract/problem.ts';
import { startDemo, type Demo } from './demo.ts';
import { descendants } from './processes.ts';

/** What only the served product can show: how answers leave `next start`, and what it does with paths and methods that reach no route. */
let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.stop();
  demo.clean();
});

const ask = (path: string, init: RequestInit = {}) => fetch(demo.url + path, { redirect: 'manual', ...init });
const bearer = () => ({ authorization: `Bearer ${demo.token}` });

test.each([
  ['GET', '/api', 404],
  ['GET', '/api/v1', 404],
  ['GET', '/api/v1/', 404],
  ['GET', '/api/nothing/here', 404],
  ['POST', '/diagnostics', 404],
  ['POST', '/diagnostics/nothing', 404],
  ['DELETE', '/api/v1/services', 405],
  ['OPTIONS', '/api/v1/services', 204],
  ['GET', '/execute', 405],
  ['GET', '/api/v1/services/', 200],
  ['GET', '/metrics/', 200],
  ['GET', '/api/v1/deployments/%ff', 400],
  ['GET', '/api/v1/deployments/%00', 400],
])('%s %s is answered with %i in our own words, and never with a redirect', async (method, path, status) => {
  const answer = await ask(path, { method, headers: bearer() });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('x-request-id')).toBeTruthy();
  if (status >= 400) expect(problemSchema.parse(await answer.json()).status).toBe(status);
  const toNobody = await ask(path, { method });
  expect(toNobody.status).toBe(status === 400 && path.includes('%ff') ? 400 : 401);
});

test('a copy of a cookie is worth nothing once its owner has signed out', async () => {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (path: string, fields?: Record<string, string>) => {
    const form = fields && new URLSearchParams({ ...fields, json: 'true' });
    const answer = await ask(path, { method: form ? 'POST' : 'GET', body: form, headers: { cookie: cookie() } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) jar.set(name, value ?? '');
    }
    return answer;
  };
  const csrf = async () => ((await (await send('/api/auth/csrf')).json()) as { csrfToken: string }).csrfToken;
  const [user] = demo.users;
  await send('/api/auth/callback/credentials', { csrfToken: await csrf(), email: user?.email ?? '', password: user?.password ?? '' });
  const copy = cookie();
  expect((await ask('/api/v1/me', { headers: { cookie: copy } })).status).toBe(200);
  await send('/api/auth/signout', { csrfToken: await csrf() });
  expect((await ask('/api/v1/me', { headers: { cookie: copy } })).status).toBe(401);
});

test('a stream is written as it comes, and ends at once when its web process is asked to stop', async () => {
  const answer = await ask('/api/v1/stream', { headers: bearer() });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(answer.headers.get('x-accel-buffering')).toBe('no');
  expect((await reader?.read())?.value).toContain(':');
  const change = { event_type: 'OTHER', summary: 'told while the stream is open', namespace: 'production' };
  expect((await demo.api('/api/v1/audit-logs', { body: change })).status).toBe(201);
  let heard = '';
  while (!heard.includes('"topic":"changes"')) heard += (await reader?.read())?.value ?? '';

  const web = descendants(demo.process.pid ?? 0).find((one) => /next/.test(one.command));
  const asked = performance.now();
  process.kill(web?.pid ?? 0, 'SIGTERM');
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read());
  expect(performance.now() - asked).toBeLessThan(5_000);
});
