import { randomBytes } from 'node:crypto';
import { UnreadableSecret } from '#/lib/db/vault.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { ServingWorkload, WorkloadStatus } from '#/lib/domain/workload.ts';
import type { Desired, Left } from './desired.ts';
import { writeFlags } from './flags.ts';
import { Instance, type InstanceEvents } from './instance.ts';
import type { Proxy } from './proxy.ts';
import { judge, reconcile, type Decision } from './reconcile.ts';
import type { InstanceSpec } from './specification.ts';

const DRAIN_MS = 1000;

/** One service of the platform file: keeps what runs equal to what is wanted. */
export class Workload {
  readonly service: ServiceRef;
  readonly key: string;
  private readonly given: {
    flagsFile: string;
    proxy: Proxy;
    /** Null when the platform file has no such version; throws UnreadableSecret. */
    specify: (wanted: Pick<Desired, 'version' | 'config'>) => InstanceSpec | null;
    onUnreadable: (error: UnreadableSecret) => void;
    /** Variables every instance gets besides its own port and id. */
    environment: Record<string, string>;
    onLine: InstanceEvents['line'];
    onChange: () => void;
    /** Before an instance that served is ended. */
    onLeaving: (instance: Instance) => Promise<void>;
  };
  private instances: Instance[] = [];
  private desired: Desired | null = null;
  private spec: InstanceSpec | null = null;
  private failure: WorkloadStatus['failure'] = null;
  private serving: ServingWorkload | null = null;
  private scheduled = false;
  private closed = false;

  constructor(service: ServiceRef, given: Workload['given']) {
    this.service = service;
    this.key = serviceKey(service);
    this.given = given;
  }

  /**
   * Takes note of a newer desired state and acts on it; an older or equal generation changes nothing.
   * The first time, what an earlier agent has left is brought back to serve until the newest can.
   */
  want(desired: Desired, left: Left): void {
    if (this.closed || (this.desired && desired.generation <= this.desired.generation)) return;
    const first = this.desired === null;
    writeFlags(this.given.flagsFile, desired.flags);
    this.desired = desired;
    const { spec, unreadable: setting } = this.specify(desired);
    this.spec = spec;
    this.failure = setting ? { reason: 'secret_unreadable', since: new Date().toISOString(), instance: null, setting } : null;
    if (first) this.bringBack(desired, left);
    this.act();
  }

  private bringBack(desired: Desired, { serving, failure }: Left): void {
    if (desired.replicas === 0) return;
    if (this.spec) this.failure = failure;
    this.serving = serving;
    if (!serving) return;
    const spec = serving.generation === desired.generation ? null : this.specify(serving).spec;
    // What is the same in another generation would fare no better than the desired itself.
    if (!spec || spec.hash === this.spec?.hash) return;
    for (let count = 0; count < serving.replicas; count += 1) this.add(serving, spec).serving = true;
  }

  /** A secret that cannot be opened keeps one service from being started; the agent and all others go on. */
  private specify(wanted: Pick<Desired, 'version' | 'config'>): { spec: InstanceSpec | null; unreadable?: string } {
    try {
      return { spec: this.given.specify(wanted) };
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error;
      this.given.onUnreadable(error);
      return { spec: null, unreadable: error.key };
    }
  }

  /** Instances that still exist, whatever their state. */
  all(): Instance[] {
    return this.instances;
  }

  private act(): void {
    this.scheduled = false;
    const { desired, spec } = this;
    if (this.closed || !desired) return;
    const living = this.instances.filter((item) => item.state !== 'stopping' && item.state !== 'stopped' && !this.leaving.has(item));
    const wanted = { generation: desired.generation, hash: spec?.hash ?? '', replicas: desired.replicas, restart: desired.restart };
    const seen = living.map((item) => ({
      id: item.id,
      generation: item.generation,
      hash: item.spec.hash,
      ready: item.ready,
      serving: item.serving,
    }));
    this.carryOut(reconcile(wanted, seen), desired, spec, living);
    // The platform file no longer has this version: what served goes on, and the lack is reported.
    if (desired.replicas > 0 && !spec) this.failure ??= { reason: 'command_not_found', since: new Date().toISOString(), instance: null };
    else this.judgeNow(desired);
    this.given.onChange();
  }

  private readonly leaving = new Set<Instance>();

  private carryOut(decision: Decision, desired: Desired, spec: InstanceSpec | null, living: Instance[]): void {
    for (const item of living) {
      if (!decision.adopt.includes(item.id)) continue;
      item.generation = desired.generation;
      item.deploymentId = desired.deploymentId;
    }
    const route = living.filter((item) => decision.route.includes(item.id));
    for (const item of route) item.serving = true;
    this.given.proxy.route(route.flatMap((item) => (item.port === null ? [] : { id: item.id, port: item.port })));
    if (decision.serves) {
      const { generation, deploymentId, version, config, replicas } = desired;
      this.serving = { generation, deploymentId, version, config, replicas };
    } else if (desired.replicas === 0) this.serving = null;
    for (const item of living) if (decision.stop.includes(item.id)) void this.dismiss(item);
    for (let count = 0; spec && count < decision.start; count += 1) this.add(desired, spec);
  }

  private add({ generation, deploymentId }: Pick<Desired, 'generation' | 'deploymentId'>, spec: InstanceSpec): Instance {
    const id = `${this.service.name}-${generation}-${randomBytes(3).toString('hex')}`;
    const { environment, flagsFile, onLine } = this.given;
    const instance = new Instance({
      id,
      spec,
      generation,
      deploymentId,
      events: {
        environment: (instanceId, port) => ({
          ...environment,
          PORT: String(port),
          SERVICE_NAME: this.service.name,
          SERVICE_VERSION: spec.version,
          INSTANCE_ID: instanceId,
          FLAGS_FILE: flagsFile,
        }),
        line: onLine,
        changed: () => this.changed(),
      },
    });
    this.instances.push(instance);
    void instance.start();
    return instance;
  }

  /** Takes an instance out of rotation, lets its exchanges end and stops it. */
  private async dismiss(instance: Instance): Promise<void> {
    this.leaving.add(instance);
    if (instance.serving && instance.ready) {
      await this.given.proxy.drain(instance.id, DRAIN_MS);
      await this.given.onLeaving(instance);
    }
    await instance.stop();
    this.leaving.delete(instance);
    this.instances = this.instances.filter((item) => item !== instance);
    this.changed();
  }

  private changed(): void {
    if (this.scheduled || this.closed) return;
    this.scheduled = true;
    setImmediate(() => this.act());
  }

  private judgeNow(desired: Desired): void {
    const own = this.instances.filter((item) => item.generation === desired.generation);
    const verdict = judge(
      own.map((item) => ({ id: item.id, failedStarts: item.failedStarts, late: item.late, exitReason: item.lastExit?.reason ?? null })),
    );
    // What was given up stays so until an instance is ready, even when another agent gave it up.
    if (!verdict && this.failure && !own.some((item) => item.ready)) return;
    const since = verdict?.reason === this.failure?.reason ? this.failure?.since : undefined;
    this.failure = verdict && { ...verdict, since: since ?? new Date().toISOString() };
  }

  /** How it stands now; null before anything was wanted. */
  status(): WorkloadStatus | null {
    if (!this.desired) return null;
    const instances = [...this.instances].filter((item) => item.state !== 'stopped').sort((a, b) => b.generation - a.generation);
    return {
      service: this.service,
      observedGeneration: this.desired.generation,
      instances: instances.map((item) => (this.leaving.has(item) ? { ...item.status(), state: 'stopping', ready: false } : item.status())),
      failure: this.failure,
      observedAt: new Date().toISOString(),
    };
  }

  /** What served last and would be brought back by the next agent; null when nothing has, or it was stopped. */
  served(): ServingWorkload | null {
    return this.serving;
  }

  /** Ends every instance; nothing is started any more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.instances.map((item) => item.stop()));
    this.given.proxy.close();
  }
}
