import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { localWorkloads } from '#/lib/db/schema.ts';
import { agentProgram } from '../fixtures/agent-program.ts';
import { ask } from '../fixtures/ask.ts';
import { openHarness, type Harness } from '../fixtures/harness.ts';

let harness: Harness;
const program = agentProgram(() => harness);

beforeAll(async () => {
  harness = await openHarness();
});
afterEach(() => program.endAll());
afterAll(() => harness.close());

const answer = () => ask(harness.basePort + 1, '/').then((text) => text.split(' ')[0], String);
const serves = (version: string) => expect.poll(answer, { timeout: 15_000 }).toBe(version);
const fails = (generation: number) =>
  harness.eventually((status) => {
    expect(status.observedGeneration).toBe(generation);
    expect(status.failure?.reason).toBe('crash_loop');
  });
/** What is noted for the next agent; `config` and the rest follow from the generation. */
const noted = async () => {
  const [row] = await harness.database.db.select({ serving: localWorkloads.serving }).from(localWorkloads);
  return row?.serving ?? null;
};
const running = (generation: number, count = 1) =>
  harness.eventually((status) => {
    expect(status.observedGeneration).toBe(generation);
    expect(status.instances.filter((item) => item.ready)).toHaveLength(count);
    expect(status.instances).toHaveLength(count);
  });

/** A good version that serves while a newer one fails, and an agent that has seen both. */
async function brokenAfterGood() {
  const agent = program.run();
  const good = await harness.apply('good', { replicas: 2, config: { GREETING: 'hi' } });
  await running(good, 2);
  const broken = await harness.apply('crash', { replicas: 2, config: { GREETING: 'ho' } });
  await fails(broken);
  await serves('good');
  return { agent, good, broken };
}

describe('what served last, when the agent is restarted while the newest fails', () => {
  it.each([
    ['SIGKILL', [null, 'SIGKILL']],
    ['SIGTERM', [0, null]],
  ] as const)('serves again after %s, under its own generation and configuration', async (signal, exit) => {
    const { agent, good, broken } = await brokenAfterGood();
    agent.child.kill(signal);
    expect(await once(agent.child, 'exit')).toEqual(exit);
    await expect.poll(answer).toMatch(/ECONNREFUSED/);

    const before = await harness.observe();
    program.run();
    await serves('good');
    // It was given up before and is not believed in again only because the agent is new.
    expect((await harness.observe()).failure).toMatchObject({ reason: 'crash_loop', since: before.failure?.since });
    const status = await harness.eventually((seen) => expect(seen.instances[0]?.state).toBe('crash_loop'));
    expect(status.failure).toEqual({ reason: 'crash_loop', since: before.failure?.since, instance: status.failure?.instance });
    expect(status.instances.filter((item) => item.ready)).toMatchObject([
      { generation: good, deployment_id: `d${good}`, version: 'good' },
      { generation: good, deployment_id: `d${good}`, version: 'good' },
    ]);
    expect(status.instances[0]).toMatchObject({ generation: broken, ready: false });
    expect(await answer()).toBe('good');
    expect(JSON.parse(await ask(harness.basePort + 1, '/env'))).toMatchObject({ GREETING: 'hi' });
  });

  it('is taken back by a rollback without a restart, and then is the newest itself', async () => {
    const { agent, good } = await brokenAfterGood();
    agent.child.kill('SIGKILL');
    await once(agent.child, 'exit');
    program.run();
    await serves('good');
    const before = await harness.eventually((status) => expect(status.instances.filter((item) => item.ready)).toHaveLength(2));
    const pids = before.instances.flatMap((item) => (item.ready ? [item.pid] : []));

    const back = await harness.apply('good', { replicas: 2, config: { GREETING: 'hi' } });
    const after = await running(back, 2);
    expect(after.instances.map((item) => item.pid).sort()).toEqual(pids.sort());
    expect(after.instances.every((item) => item.generation === back)).toBe(true);
    expect(back).toBeGreaterThan(good);
    await expect.poll(noted).toMatchObject({ generation: back, version: 'good', replicas: 2 });
  });

  it('gives way to a newest one that comes up', async () => {
    const { agent } = await brokenAfterGood();
    agent.child.kill('SIGKILL');
    await once(agent.child, 'exit');
    const better = await harness.apply('better');
    program.run();
    await serves('better');
    expect((await running(better)).instances[0]).toMatchObject({ version: 'better', generation: better });
    await expect.poll(noted).toEqual({ generation: better, deploymentId: `d${better}`, version: 'better', config: {}, replicas: 1 });
  });

  it('goes on serving when the platform file no longer has the newest version', async () => {
    const { agent, good } = await brokenAfterGood();
    agent.child.kill('SIGKILL');
    await once(agent.child, 'exit');
    await harness.database.owner.update(localWorkloads).set({ version: 'forgotten' });
    program.run();
    await serves('good');
    const status = await harness.eventually((seen) => expect(seen.failure?.reason).toBe('command_not_found'));
    expect(status.instances.map((item) => item.generation)).toEqual([good, good]);
  });

  it('stays stopped when the service was stopped, before the restart or during it', async () => {
    const first = await brokenAfterGood();
    const stopped = await harness.apply('crash', { replicas: 0 });
    await running(stopped, 0);
    await expect.poll(noted).toBeNull();
    first.agent.child.kill('SIGKILL');
    await once(first.agent.child, 'exit');
    const again = program.run();
    await running(stopped, 0);
    again.child.kill('SIGTERM');
    await once(again.child, 'exit');

    const second = await brokenAfterGood();
    second.agent.child.kill('SIGKILL');
    await once(second.agent.child, 'exit');
    const away = await harness.apply('crash', { replicas: 0 });
    program.run();
    await running(away, 0);
    expect(await answer()).toMatch(/ECONNREFUSED/);
    await expect.poll(noted).toBeNull();
  });
});
