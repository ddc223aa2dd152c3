import type { Observations } from '#/lib/diagnosis/observations.ts';
import { callTool, type Desk } from './call-tool.ts';

/** Reads what the failing instances printed; not what those in `except` did, which belong to another attempt. */
export async function readLogs(desk: Desk, observed: Observations, except: readonly string[]): Promise<void> {
  const { cluster, namespace, name } = observed.service;
  const version = observed.deployment?.value.version;
  const logs = await callTool(desk, 'search-logs', {
    cluster,
    namespace,
    service: name,
    ...logWindow(observed),
    version,
    role: 'failing',
    except: [...except],
  });
  observed.logs = logs ? [logs] : [];
}

/** Reads traces that touch the service in the window. */
export async function readTraces(desk: Desk, observed: Observations): Promise<void> {
  const { cluster, namespace, name } = observed.service;
  const { start, end } = observed.window;
  const trace = await callTool(desk, 'search-traces', { cluster, namespace, service: name, start: iso(start), end: iso(end) });
  observed.traces = trace ? [trace] : [];
}

/** Lines of the attempt itself, not of an earlier one of the same version. */
function logWindow({ deployment, window }: Observations): { start: string; end: string } {
  const facts = deployment?.value;
  const start = facts && facts.status !== 'healthy' ? facts.createdAt : window.start;
  return { start: iso(Math.min(start, window.end - 1)), end: iso(window.end) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
