import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptedDeploymentSchema, deploymentSchema } from '#/lib/contract/deployments.ts';
import { serviceSchema } from '#/lib/contract/services.ts';
import { freeBlock, startDemo, until, type Demo } from './demo.ts';
import { descendants, stillAlive } from './processes.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
  await healthy();
});
afterAll(async () => {
  await demo.stop();
  demo.clean();
});

const services = async () => z.array(serviceSchema).parse((await demo.api('/api/v1/services')).body);
const healthy = () =>
  until(
    'healthy services',
    () => services().catch(() => []),
    (all) => all.length === 4 && all.every((one) => one.health === 'healthy'),
    90,
  );

/** Every service answers, though the newest version of one of them may not start. */
const serving = () =>
  until(
    'every service to serve',
    () => services().catch(() => []),
    (all) =>
      all.length === 4 &&
      all.every((one) => one.replicas.ready === one.replicas.desired && (one.health === 'healthy' || one.health === 'degraded')),
    90,
  );

function launch(env: Record<string, string>): { code: number | null; output: string } {
  const ended = spawnSync('node', ['demo/start.ts'], { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000 });
  return { code: ended.status, output: ended.stdout + ended.stderr };
}

function kill(pattern: RegExp): void {
  const target = descendants(demo.process.pid ?? 0).find((one) => pattern.test(one.command));
  if (!target) throw new Error(`No process matches ${String(pattern)}.`);
  process.kill(target.pid, 'SIGKILL');
}

test('a second demo on the same data folder is refused by name', async () => {
  const second = launch({ DATA_DIR: demo.folder, PORT: String(await freeBlock()) });
  expect(second.code).toBe(1);
  expect(second.output).toContain(`(process ${demo.process.pid})`);
});

test('a port in use is refused with the variable that chooses another', () => {
  const second = launch({ DATA_DIR: `${demo.folder}-other`, PORT: new URL(demo.url).port });
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/Port \d+ is in use.*PORT=/s);
});

test('a data folder that cannot be written is refused with its name', () => {
  const second = launch({ DATA_DIR: '/proc/control-plane' });
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/\/proc\/control-plane cannot be written.*DATA_DIR/s);
});

test.each([
  ['web', /next/],
  ['worker', /worker\.ts/],
  ['agent', /agent\.ts/],
])('kill -9 of the %s is mended and the services go on', async (_name, pattern) => {
  kill(pattern);
  await sleep(500);
  await healthy();
});

test('kill -9 of the database is mended and nothing is lost', async () => {
  const before = (await demo.api('/api/v1/deployments')).body as { id: string }[];
  kill(/postgres -D|bin\/postgres/);
  await sleep(500);
  await healthy();
  const after = (await demo.api('/api/v1/deployments')).body as { id: string }[];
  expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id));
});

test('a diagnosis whose worker is killed still ends', async () => {
  const accepted = acceptedDeploymentSchema.parse(
    (await demo.api('/api/v1/deployments', { body: { service: 'payment-api', version: '1.1.0' } })).body,
  );
  const deployment = async () => deploymentSchema.parse((await demo.api(`/api/v1/deployments/${accepted.id}`)).body);
  await until('the diagnosis to begin', deployment, (one) => one.diagnosis !== null, 60);
  kill(/worker\.ts/);
  const ended = await until('the diagnosis to end', deployment, (one) => one.diagnosis?.status === 'completed', 40);
  expect(ended.diagnosis?.mode).toBe('config.missing_env');
});

test('Ctrl-C leaves nothing running, and the next start finds all of it again', async () => {
  const before = (await demo.api('/api/v1/deployments')).body as { id: string }[];
  const running = descendants(demo.process.pid ?? 0);
  expect(await demo.stop()).toBe(0);
  expect(stillAlive(running)).toEqual([]);

  demo = await startDemo({ folder: demo.folder });
  const after = (await demo.api('/api/v1/deployments')).body as { id: string }[];
  expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id));
  await serving();
});

test('kill -9 of the launcher takes web, worker, agent and services with it', async () => {
  await serving();
  const running = descendants(demo.process.pid ?? 0).filter((one) => !one.command.includes('postgres'));
  demo.process.kill('SIGKILL');
  await until(
    'everything to end',
    async () => stillAlive(running),
    (alive) => alive.length === 0,
    20,
  );
  demo = await startDemo({ folder: demo.folder });
  await serving();
});
