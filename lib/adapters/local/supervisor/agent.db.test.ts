import { Agent } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../fixtures/ask.ts';
import { openHarness, shop, soon, type Harness } from '../fixtures/harness.ts';

let harness: Harness;
let agent: Awaited<ReturnType<Harness['startHere']>>;

beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  agent = await harness.startHere();
});
afterEach(() => agent.stop());

const allReady = (generation: number, count = 1) =>
  harness.eventually((status) => {
    expect(status.observedGeneration).toBe(generation);
    expect(status.instances.filter((item) => item.ready && item.generation === generation)).toHaveLength(count);
    expect(status.instances).toHaveLength(count);
  });
const stable = () => harness.basePort + 1;

describe('the local agent', () => {
  it('starts what is wanted, probes it and lets it be reached at its stable port', async () => {
    const status = await allReady(
      await harness.apply('good', { replicas: 2, config: { GREETING: 'hi', PEER: 'http://127.0.0.1:${port:shop}' } }),
      2,
    );
    expect(status.instances[0]).toMatchObject({
      state: 'running',
      restarts: 0,
      last_exit: null,
      version: 'good',
      readiness: { ok: true, status: 200 },
    });
    expect(status.failure).toBeNull();
    const answers = new Set([await ask(stable(), '/'), await ask(stable(), '/')]);
    expect(answers).toEqual(new Set(status.instances.map(({ id }) => `good ${id}`)));
    expect(await harness.lines()).toContain('listening');
  });

  it('gives instances their own configuration and nothing of its own environment', async () => {
    process.env.SECRET_OF_THE_AGENT = 'x';
    await allReady(await harness.apply('good', { config: { GREETING: 'hi', PEER: 'http://127.0.0.1:${port:shop}' } }));
    const env = JSON.parse(await ask(stable(), '/env')) as Record<string, string>;
    expect(env).toMatchObject({
      GREETING: 'hi',
      PEER: `http://127.0.0.1:${stable()}`,
      SERVICE_NAME: 'shop',
      SERVICE_VERSION: 'good',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${harness.basePort}`,
    });
    expect(Object.keys(env).sort()).toEqual(
      [
        'FLAGS_FILE',
        'GREETING',
        'HOME',
        'INSTANCE_ID',
        'LANG',
        'OTEL_EXPORTER_OTLP_ENDPOINT',
        'PATH',
        'PEER',
        'PORT',
        'SERVICE_NAME',
        'SERVICE_VERSION',
      ].sort(),
    );
  });

  it('replaces a version without failing a request, on kept-alive connections too', async () => {
    await allReady(await harness.apply('good', { replicas: 2 }), 2);
    const kept = new Agent({ keepAlive: true, maxSockets: 4 });
    const seen: string[] = [];
    let going = true;
    const callers = Array.from({ length: 4 }, async (_, index) => {
      while (going) seen.push((await ask(stable(), index === 0 ? '/slow' : '/', kept)).split(' ')[0] ?? '');
    });
    await allReady(await harness.apply('better', { replicas: 2 }), 2);
    going = false;
    await Promise.all(callers);
    kept.destroy();
    expect(new Set(seen)).toEqual(new Set(['good', 'slow', 'better']));
    expect(await ask(stable(), '/')).toMatch(/^better /);
  });

  it('lets the old version serve while the new one crashes, and takes it back without a restart', async () => {
    const before = await allReady(await harness.apply('good'));
    const failing = await harness.apply('crash');
    const status = await harness.eventually((seen) => expect(seen.failure?.reason).toBe('crash_loop'));
    expect(status.observedGeneration).toBe(failing);
    expect(status.instances[0]).toMatchObject({ generation: failing, ready: false, last_exit: { code: 3, signal: null, reason: 'Error' } });
    expect(await ask(stable(), '/')).toMatch(/^good /);
    // What is reported has been stored: every one of the three ends left its line.
    const lines = (await harness.lines()).filter((line) => line.includes('MISSING_KEY'));
    expect(lines.length).toBeGreaterThanOrEqual(3);

    const after = await allReady(await harness.apply('good'));
    expect(after.instances[0]).toMatchObject({
      id: before.instances[0]?.id,
      pid: before.instances[0]?.pid,
      generation: failing + 1,
      deployment_id: `d${failing + 1}`,
    });
    expect(after.failure).toBeNull();
  });

  it('restarts when asked to, with the same version', async () => {
    const before = await allReady(await harness.apply('good'));
    const after = await allReady(await harness.apply('good', { restart: true }));
    expect(after.instances[0]?.id).not.toBe(before.instances[0]?.id);
  });

  it('knows at once of a command that does not exist', async () => {
    await harness.apply('absent');
    const status = await harness.eventually((seen) => expect(seen.failure?.reason).toBe('command_not_found'));
    expect(status.instances[0]?.last_exit).toMatchObject({ code: 127, reason: 'CommandNotFound' });
    expect(await harness.lines()).toContain('no-such-command-anywhere: command not found');
  });

  it('ends a process group that is over its memory limit and says so', async () => {
    await harness.apply('hungry');
    await harness.eventually((seen) =>
      expect(seen.instances[0]).toMatchObject({ version: 'hungry', last_exit: { code: 137, signal: 'SIGKILL', reason: 'OOMKilled' } }),
    );
    const { series } = await harness.ports.metrics.range(
      { service: shop, signal: 'memory', window: { start: Date.now() - 60_000, end: Date.now() }, step: 5, groupBy: 'version' },
      soon(),
    );
    const peak = Math.max(...(series.find(({ labels }) => labels.version === 'hungry')?.points.map(([, value]) => value ?? 0) ?? []));
    expect(peak).toBeGreaterThan(256 * 1024 * 1024);
  });

  it('restarts an instance whose liveness fails', async () => {
    await harness.apply('dying');
    const status = await harness.eventually((seen) => {
      expect(seen.instances[0]?.version).toBe('dying');
      expect(seen.instances[0]?.restarts).toBeGreaterThan(0);
    });
    expect(status.instances[0]?.last_exit?.reason).toBe('LivenessProbe');
  });

  it('tells one that answers but is not ready from one that never answers', async () => {
    await harness.apply('late');
    const late = await harness.eventually((seen) => expect(seen.failure?.reason).toBe('not_ready'));
    expect(late.instances.find((item) => item.version === 'late')).toMatchObject({
      state: 'starting',
      ready: false,
      readiness: { ok: false, status: 503 },
    });
    await harness.apply('mute');
    const mute = await harness.eventually((seen) => {
      expect(seen.failure?.reason).toBe('start_deadline');
      expect(seen.instances[0]?.last_exit).not.toBeNull();
    });
    expect(mute.instances[0]).toMatchObject({
      readiness: { ok: false, status: null, error: 'ECONNREFUSED' },
      last_exit: { reason: 'StartDeadline', code: 137 },
    });
  });

  it('bounds a flood of output and says how much is missing', async () => {
    await allReady(await harness.apply('flood'));
    await expect
      .poll(async () => (await harness.lines()).some((line) => /^\[agent\] \d+ lines dropped/.test(line)), { timeout: 5000 })
      .toBe(true);
    const lines = await harness.lines();
    expect(lines.filter((line) => line.startsWith('flood ')).length).toBeLessThan(10_000);
    const { truncated } = await harness.ports.logs.search(
      { service: shop, window: { start: 0, end: Date.now() }, contains: 'flood 1', limit: 1000 },
      soon(),
    );
    expect(truncated).toBe(true);
  });

  it('hands flags over to running instances', async () => {
    const before = await allReady(await harness.apply('good', { flags: { fast: false } }));
    expect(JSON.parse(await ask(stable(), '/flags'))).toEqual({ fast: false });
    const after = await allReady(await harness.apply('good', { flags: { fast: true, share: 0.5 } }));
    expect(JSON.parse(await ask(stable(), '/flags'))).toEqual({ fast: true, share: 0.5 });
    expect(after.instances[0]).toMatchObject({ id: before.instances[0]?.id, pid: before.instances[0]?.pid });
  });

  it('refuses connections at once when nothing runs', async () => {
    await allReady(await harness.apply('good'));
    await allReady(await harness.apply('good', { replicas: 0 }), 0);
    await expect(ask(stable(), '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('gives golden signals soon after the start', async () => {
    const start = Date.now();
    await allReady(await harness.apply('good', { config: { ROUND: 'signals' } }));
    const calls = setInterval(() => void ask(stable(), '/').catch(() => undefined), 20);
    const range = async (signal: 'traffic' | 'memory' | 'latency_p95') => {
      const { series } = await harness.ports.metrics.range({ service: shop, signal, window: { start, end: Date.now() }, step: 5 }, soon());
      return Math.max(0, ...(series[0]?.points.map(([, value]) => value ?? 0) ?? []));
    };
    await expect.poll(() => range('traffic'), { timeout: 10_000 }).toBeGreaterThan(5);
    clearInterval(calls);
    expect(await range('memory')).toBeGreaterThan(20 * 1024 * 1024);
    expect(await range('latency_p95')).toBeCloseTo(0.095);
  });
});
