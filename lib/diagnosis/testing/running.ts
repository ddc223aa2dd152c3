import type { Span } from '#/lib/domain/telemetry.ts';
import { field, objectEvidence } from '../evidence.ts';
import type { LogFacts } from '../observations.ts';
import { printed } from './printed.ts';
import { instance, scene, T0 } from './scene.ts';

type Given = NonNullable<Parameters<typeof scene>[0]> & {
  /** What the subject printed while it failed and as long before. */
  now?: string[];
  before?: string[];
  versionNow?: string;
  versionBefore?: string;
  /** What others printed, by their `namespace/name`. */
  others?: { service: string; role: LogFacts['role']; lines: string[]; version?: string }[];
  traces?: { trace_id: string; spans: Span[] }[];
};

/** The scene of a release that runs and answers requests with errors: ready instances, nothing that has ended. */
export function running(given: Given = {}): ReturnType<typeof scene> {
  const { now = [], before = [], versionNow = '1.1.0', versionBefore = '1.0.0', others = [], traces = [], ...rest } = given;
  const { observations, book } = scene({ exit: null, ...rest });
  const known = (object: string) =>
    book.cite(objectEvidence({ kind: 'object', tool: 'test', service: null, object, query: object, fields: [field('name', object)] }));
  if (observations.instances)
    observations.instances.value = [instance({ state: 'running', ready: true, restarts: 0, last_exit: null, ...rest.instance })];
  const log = (service: string, role: LogFacts['role'], lines: string[], version: string) => {
    if (lines.length === 0 || rest.gaps?.includes('logs')) return;
    const start = role === 'failing' ? T0 + 5_000 : T0 - 55_000;
    const value: LogFacts = { service, role, lines: printed(lines, { start, every: 100, version }), truncated: false };
    observations.logs.push({ evidence: known(`log ${role} ${service}`), value });
  };
  log('production/payment-api', 'failing', now, versionNow);
  log('production/payment-api', 'previous', before, versionBefore);
  for (const item of others) log(item.service, item.role, item.lines, item.version ?? '1.0.0');
  if (!rest.gaps?.includes('traces')) {
    const evidence = known('traces');
    observations.traces = traces.map((value) => ({ evidence, value }));
  }
  return { observations, book };
}

/** `count` lines of requests that went well. */
export function served(count: number): string[] {
  return Array.from({ length: count }, (_none, index) =>
    JSON.stringify({ level: 'info', msg: 'request served', status: 200, took: index }),
  );
}

/** `count` structured lines of one error with its stack. */
export function thrown(count: number, error: string, frame = 'priceOf (file:///app/price.ts:14:9)'): string[] {
  const [type = 'Error', told = ''] = error.split(': ', 2);
  const line = {
    level: 'error',
    msg: `request failed: ${told}`,
    err: { type, message: told, stack: `${error}\n    at ${frame}\n    at node:internal/main:1:1` },
  };
  return Array.from({ length: count }, (_none, index) => JSON.stringify({ ...line, request: index }));
}
