import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exit, Instance as InstanceStatus } from '#/lib/domain/workload.ts';
import { backoffMs, CRASH_LOOP_ENDS, FORGIVEN_AFTER_MS } from './backoff.ts';
import { freePort } from './free-port.ts';
import { watchHealth, type Health } from './health.ts';
import { createOutput, type CapturedLine } from './output.ts';
import { launch } from './process.ts';
import { signalGroup } from './procfs.ts';
import type { InstanceSpec } from './specification.ts';

export type InstanceEvents = {
  /** Variables that depend on this very instance; they win over the specification's. */
  environment(id: string, port: number): Record<string, string>;
  line(instance: Instance, line: CapturedLine): void;
  /** `urgent` changes decide something; the others only make the status more exact. */
  changed(instance: Instance): void;
};

const STOP_GRACE_MS = 5000;
const KILL_GRACE_MS = 2000;
const CLOSE_WAIT_MS = 500;

/** One copy of a service: its process, started again for as long as it is wanted. */
export class Instance {
  readonly id: string;
  readonly spec: InstanceSpec;
  generation: number;
  deploymentId: string;
  /** Whether traffic was switched to it; set by its workload. */
  serving = false;
  state: InstanceStatus['state'] = 'starting';
  ready = false;
  restarts = 0;
  pid: number | null = null;
  port: number | null = null;
  startedAt: Date | null = null;
  readyAt: Date | null = null;
  lastExit: Exit | null = null;
  memoryBytes: number | null = null;
  /** Ends without having been ready in between. */
  failedStarts = 0;
  /** Set when the start deadline has passed; says whether it ever answered. */
  late: 'start_deadline' | 'not_ready' | null = null;
  private readonly events: InstanceEvents;
  private endReason: Exit['reason'] | null = null;
  private ends = 0;
  private timers: NodeJS.Timeout[] = [];
  private nextStartAt: Date | null = null;
  private health: Health | null = null;
  private output = createOutput(() => undefined);
  private ended: Promise<void> = Promise.resolve();

  constructor(given: { id: string; spec: InstanceSpec; generation: number; deploymentId: string; events: InstanceEvents }) {
    this.id = given.id;
    this.spec = given.spec;
    this.generation = given.generation;
    this.deploymentId = given.deploymentId;
    this.events = given.events;
  }

  /** Starts the process; what goes wrong shows in the state, never as an exception. */
  start(): Promise<void> {
    return this.run().catch((error: unknown) => this.notStarted(error instanceof Error ? error.message : String(error), 126));
  }

  private async run(): Promise<void> {
    this.state = 'starting';
    this.nextStartAt = null;
    this.endReason = null;
    this.health = null;
    const began = new Date();
    this.startedAt = began;
    const port = await freePort().catch(() => null);
    if (this.isStopping()) return;
    if (port === null) return this.notStarted('no free port could be opened for this instance', 126);
    this.port = port;
    this.output = createOutput((line) => this.events.line(this, line));
    const started = launch({ ...this.spec, env: { ...this.spec.env, ...this.events.environment(this.id, port) } });
    if ('missing' in started) return this.notStarted(started.missing, started.code);
    const { child } = started;
    this.pid = child.pid ?? null;
    child.stdout.on('data', (chunk: Buffer) => this.output.push('stdout', chunk));
    child.stderr.on('data', (chunk: Buffer) => this.output.push('stderr', chunk));
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => {
        if (child.pid === undefined) resolve(this.notStarted(error.message, 126));
      });
      child.once('exit', (code, signal) => resolve(this.afterExit(closed, began, code, signal)));
    });
    this.watch(port);
    this.events.changed(this);
  }

  private isStopping(): boolean {
    return this.state === 'stopping' || this.state === 'stopped';
  }

  private watch(port: number): void {
    this.health = watchHealth({
      port,
      spec: this.spec,
      onReady: (ready) => this.turn(ready),
      onDead: () => this.kill('LivenessProbe'),
      onLate: (reason) => {
        this.late = reason;
        // One that answers may still become ready; one that never did is ended and tried again.
        if (reason === 'start_deadline') this.kill('StartDeadline');
        this.events.changed(this);
      },
      onNews: () => this.events.changed(this),
    });
  }

  private turn(ready: boolean): void {
    this.ready = ready && this.endReason === null;
    if (this.ready) {
      this.readyAt ??= new Date();
      this.failedStarts = 0;
      this.late = null;
      if (this.state === 'starting') this.state = 'running';
      this.after(FORGIVEN_AFTER_MS, () => (this.ends = 0));
    }
    this.events.changed(this);
  }

  private after(ms: number, action: () => void): void {
    this.timers.push(setTimeout(action, ms));
  }

  /** Ends the process for a reason that its exit will carry; it is started again. */
  kill(reason: 'OOMKilled' | 'LivenessProbe' | 'StartDeadline'): void {
    const { pid } = this;
    if (pid === null || this.endReason !== null) return;
    this.endReason = reason;
    this.ready = false;
    if (reason !== 'LivenessProbe') return void signalGroup(pid, 'SIGKILL');
    signalGroup(pid, 'SIGTERM');
    this.after(KILL_GRACE_MS, () => this.pid === pid && signalGroup(pid, 'SIGKILL'));
  }

  /** Ends the process for good: SIGTERM, 5 s later SIGKILL. Resolves when nothing of it is left. */
  async stop(graceMs = STOP_GRACE_MS): Promise<void> {
    if (this.state === 'stopped') return;
    const { pid } = this;
    this.state = 'stopping';
    this.endReason ??= 'Stopped';
    this.ready = false;
    this.quiet();
    if (pid !== null) {
      signalGroup(pid, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
      this.events.changed(this);
      await this.ended;
      clearTimeout(timer);
    }
    this.state = 'stopped';
    this.events.changed(this);
  }

  private quiet(): void {
    this.health?.stop();
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
  }

  private notStarted(text: string, code: 126 | 127): void {
    this.output.push('stderr', Buffer.from(`${text}\n`));
    this.finish(code, null, 'CommandNotFound', new Date());
  }

  /** The exit counts only after everything that the process wrote has been taken in. */
  private async afterExit(closed: Promise<void>, began: Date, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    const group = this.pid;
    if (group !== null) signalGroup(group, 'SIGKILL');
    await Promise.race([closed, sleep(CLOSE_WAIT_MS)]);
    const number = code ?? 128 + (signal ? constants.signals[signal] : 0);
    const natural = number === 0 ? 'Completed' : number === 127 || number === 126 ? 'CommandNotFound' : 'Error';
    this.finish(number, signal, this.endReason ?? natural, began);
  }

  private finish(code: number, signal: string | null, reason: Exit['reason'], began: Date): void {
    this.output.close();
    this.quiet();
    this.pid = null;
    this.port = null;
    this.memoryBytes = null;
    this.lastExit = { code, signal, reason, at: new Date().toISOString(), ran_ms: Date.now() - began.getTime() };
    if (!this.readyAt) this.failedStarts += 1;
    this.ready = false;
    this.readyAt = null;
    if (!this.isStopping()) {
      this.ends += 1;
      const wait = backoffMs(this.ends);
      this.state = this.failedStarts >= CRASH_LOOP_ENDS ? 'crash_loop' : 'backoff';
      this.nextStartAt = new Date(Date.now() + wait);
      this.after(wait, () => {
        this.restarts += 1;
        void this.start();
      });
    }
    this.events.changed(this);
  }

  /** To be called about once a second. */
  tick(): void {
    this.output.tick();
  }

  /** How it stands now, in the words of the domain. */
  status(): InstanceStatus {
    const { spec } = this;
    return {
      id: this.id,
      version: spec.version,
      generation: this.generation,
      deployment_id: this.deploymentId,
      state: this.state,
      ready: this.ready,
      restarts: this.restarts,
      started_at: this.startedAt?.toISOString() ?? null,
      next_start_at: this.nextStartAt?.toISOString() ?? null,
      last_exit: this.lastExit,
      liveness: this.health?.liveness ?? null,
      readiness: this.health?.readiness ?? null,
      memory_bytes: this.memoryBytes,
      memory_limit_bytes: spec.memoryLimitBytes,
      pid: this.pid,
      port: this.port,
      command: [spec.command, ...spec.args].join(' '),
    };
  }
}
