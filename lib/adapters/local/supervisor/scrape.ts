import { parseExposition, type ExposedSample } from '../exposition.ts';
import {
  gather,
  growth,
  poolShare,
  processSignals,
  readCounters,
  requestSignals,
  type SignalValue,
  type Traffic,
  type Use,
} from '../golden-signals.ts';
import { fetchText } from './fetch-text.ts';
import type { Instance } from './instance.ts';
import type { GroupWatch } from './memory.ts';
import type { SampleRow } from './store.ts';
import type { Workload } from './workload.ts';

const EVERY_MS = 5000;
const FIRST_AFTER_READY_MS = 1000;
const LIMITS = { ms: 2000, bytes: 2 * 1024 * 1024 };
const METRICS_PATH = '/metrics';

/** What is remembered of one run of an instance between two rounds. */
type Memory = { run: Date; at: number; counters: Map<string, ExposedSample>; usedAt: number; restarts: number };
type Reading = { version: string; traffic: Traffic | null; use: Use | null };
type Scraped = { traffic: Traffic; poolShare: number | null };

/** Scrapes every instance in rounds and turns what has happened since the round before into samples. */
export function createScraper(given: {
  workloads: () => Workload[];
  watch: GroupWatch;
  push: (row: SampleRow) => void;
  onFailure: (instance: Instance, error: unknown) => void;
}) {
  const memories = new WeakMap<Instance, Memory>();
  /** Readings of instances that have left since the last round. */
  const parting = new Map<Workload, Reading[]>();
  const firstAsked = new WeakMap<Instance, Date>();

  function recall(instance: Instance, run: Date): Memory {
    const known = memories.get(instance);
    if (known && known.run.getTime() === run.getTime()) return known;
    // A process begins with its counters at zero, so that even the first reading tells of traffic.
    const fresh = {
      run,
      at: run.getTime(),
      counters: new Map<string, ExposedSample>(),
      usedAt: run.getTime(),
      restarts: known?.restarts ?? 0,
    };
    memories.set(instance, fresh);
    return fresh;
  }

  async function scrape(instance: Instance, memory: Memory): Promise<Scraped | null> {
    const { port, readyAt, spec } = instance;
    if (port === null || !instance.ready || !readyAt) return null;
    try {
      const { samples } = parseExposition(await fetchText(port, METRICS_PATH, LIMITS));
      const ignored = new Set([METRICS_PATH, spec.readiness.path, ...(spec.liveness ? [spec.liveness.path] : [])]);
      const counters = readCounters(samples, ignored);
      const now = Date.now();
      const seconds = Math.max(0.5, (now - Math.max(memory.at, memory.counters.size === 0 ? readyAt.getTime() : 0)) / 1000);
      const routes = gather(growth(memory.counters, counters));
      memory.counters = counters;
      memory.at = now;
      return { traffic: { seconds, routes }, poolShare: poolShare(samples) };
    } catch (error) {
      given.onFailure(instance, error);
      return null;
    }
  }

  async function read(instance: Instance): Promise<Reading> {
    const run = instance.startedAt;
    if (!run) return { version: instance.spec.version, traffic: null, use: null };
    const memory = recall(instance, run);
    const scraped = await scrape(instance, memory);
    const used = instance.pid === null ? null : given.watch.take(instance.pid);
    const now = Date.now();
    const restarts = instance.restarts - memory.restarts;
    memory.restarts = instance.restarts;
    const seconds = Math.max(0.1, (now - memory.usedAt) / 1000);
    if (used) memory.usedAt = now;
    const { version, memoryLimitBytes: limitBytes } = instance.spec;
    const pools = scraped?.poolShare ?? null;
    const use = used || restarts > 0 ? { seconds, cpuSeconds: 0, peakBytes: 0, ...used, limitBytes, restarts, poolShare: pools } : null;
    return { version, traffic: scraped?.traffic ?? null, use };
  }

  function store(workload: Workload, readings: Reading[], at: Date): void {
    const write = (version: string, values: SignalValue[]) => {
      for (const { signal, route, value } of values) given.push({ service: workload.key, signal, version, instance: '', route, at, value });
    };
    const signalsOf = (items: Reading[]) => {
      const traffic = items.flatMap((item) => item.traffic ?? []);
      const uses = items.flatMap((item) => item.use ?? []);
      return [...(traffic.length > 0 ? requestSignals(traffic) : []), ...processSignals(uses)];
    };
    write('', signalsOf(readings));
    for (const version of new Set(readings.map((item) => item.version))) {
      const own = signalsOf(readings.filter((item) => item.version === version));
      write(
        version,
        own.filter((value) => value.route === ''),
      );
    }
  }

  async function round(workload: Workload, at: Date): Promise<void> {
    const left = parting.get(workload) ?? [];
    parting.delete(workload);
    const readings = [...left, ...(await Promise.all(workload.all().map(read)))];
    if (readings.length > 0) store(workload, readings, at);
  }

  function all(): void {
    const at = new Date();
    for (const workload of given.workloads()) void round(workload, at);
  }

  // Rounds lie in the middle of five-second steps, so that each step of a chart holds exactly one.
  let timer: NodeJS.Timeout;
  const plan = () => {
    timer = setTimeout(
      () => {
        all();
        plan();
      },
      EVERY_MS - ((Date.now() + EVERY_MS / 2) % EVERY_MS),
    );
  };
  plan();

  return {
    /** Scrapes a service once more a second after an instance became ready, so that charts live early. */
    noticeReady(workload: Workload): void {
      for (const instance of workload.all()) {
        if (!instance.readyAt || firstAsked.get(instance)?.getTime() === instance.readyAt.getTime()) continue;
        firstAsked.set(instance, instance.readyAt);
        setTimeout(() => void round(workload, new Date()), FIRST_AFTER_READY_MS).unref();
      }
    },
    /** The last reading of an instance that is about to be ended; counted in the next round. */
    async part(workload: Workload, instance: Instance): Promise<void> {
      const reading = await read(instance);
      parting.set(workload, [...(parting.get(workload) ?? []), reading]);
    },
    stop: () => clearTimeout(timer),
  };
}
