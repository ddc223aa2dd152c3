import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { localProcesses } from '#/lib/db/schema.ts';
import { agentProgram } from '../fixtures/agent-program.ts';
import { openHarness, shop, soon, type Harness } from '../fixtures/harness.ts';
import { environmentOf, listProcesses, residentBytes } from './procfs.ts';

let harness: Harness;
const program = agentProgram(() => harness);
const run = (more?: Record<string, string>) => program.run(more);
const others: ChildProcess[] = [];

beforeAll(async () => {
  harness = await openHarness();
});
afterEach(async () => {
  await program.endAll();
  for (const child of others.splice(0)) child.kill('SIGKILL');
});
afterAll(() => harness.close());

/** Processes of this very platform that live, by the flags file that each was given. */
const living = () =>
  listProcesses().filter(({ pid, state }) => state !== 'Z' && environmentOf(pid, 'FLAGS_FILE')?.startsWith(harness.dataDir));
const ready = (generation: number) =>
  harness.eventually((status) => expect(status.instances.filter((item) => item.generation === generation && item.ready)).toHaveLength(1));

describe('the agent as a process', () => {
  it('leaves nothing running when it is killed, not even children of services, and the next one goes on', async () => {
    const first = run();
    const generation = await harness.apply('parent');
    await ready(generation);
    await expect.poll(() => living().length).toBe(2);
    first.child.kill('SIGKILL');
    await expect.poll(() => living().length, { timeout: 3000 }).toBe(0);

    run();
    await expect.poll(() => living().length, { timeout: 15_000 }).toBe(2);
    await ready(generation);
  });

  it('sweeps what was left when nothing could be told of its end', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, INSTANCE_ID: 'shop-0-orphan', FLAGS_FILE: harness.dataDir },
    });
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    others.push(bystander);
    await Promise.all([once(orphan, 'spawn'), once(bystander, 'spawn')]);
    const note = { service: 'test/shop', pidStart: 'another', startedAt: new Date() };
    await harness.database.db.delete(localProcesses);
    await harness.database.db.insert(localProcesses).values([
      { ...note, instanceId: 'shop-0-orphan', pid: orphan.pid ?? 0 },
      // A pid that meanwhile belongs to somebody else.
      { ...note, instanceId: 'shop-0-gone', pid: bystander.pid ?? 0 },
    ]);
    const ended = once(orphan, 'exit');
    run();
    expect(await ended).toEqual([null, 'SIGKILL']);
    await sleep(300);
    expect(bystander.signalCode).toBeNull();
  });

  it('stops its services when told to stop, and is then known not to run', async () => {
    const { child } = run();
    await ready(await harness.apply('good'));
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(living()).toEqual([]);
    await harness.database.owner.execute(sql`update local_workloads set status_at = now() - interval '11 seconds'`);
    await expect
      .poll(() => harness.ports.platform.observe(shop, soon()).then(() => 'answered', String))
      .toMatch(/The local agent is not running/);
  });

  it('refuses to be the second one', async () => {
    run();
    await ready(await harness.apply('good'));
    const second = run({ LOCAL_BASE_PORT: String(harness.basePort + 5) });
    expect(await once(second.child, 'exit')).toEqual([1, null]);
    expect(second.said()).toMatch(/Another agent already runs on this database/);
  });

  it('names a port in use, who needs it and the variable', async () => {
    const server = createServer().listen(harness.basePort + 1, '127.0.0.1');
    await once(server, 'listening');
    const { child, said } = run();
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toContain(`Port ${harness.basePort + 1}, which service shop needs, is in use`);
    expect(said()).toContain('LOCAL_BASE_PORT');
    server.close();
  });

  it('needs little memory', async () => {
    const { child } = run();
    await ready(await harness.apply('good'));
    await sleep(1000);
    expect(residentBytes(child.pid ?? 0)).toBeLessThan(130 * 1024 * 1024);
  });

  it.each([
    [{ DATABASE_URL: '' }, /DATABASE_URL is not set/],
    [{ LOCAL_PLATFORM_CONFIG: '' }, /LOCAL_PLATFORM_CONFIG is not set/],
    [{ LOCAL_PLATFORM_CONFIG: '/nowhere.json' }, /\/nowhere\.json is not usable/],
  ])('says what it lacks: %j', async (more, problem) => {
    const { child, said } = run(more);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toMatch(problem);
  });
});
