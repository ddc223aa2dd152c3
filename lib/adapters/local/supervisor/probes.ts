import { get } from 'node:http';
import type { ProbeResult } from '#/lib/domain/workload.ts';
import type { ProbeDefinition } from '../config.ts';

type Answer = Pick<ProbeResult, 'ok' | 'status' | 'error'>;

/** Asks once over HTTP. 200 to 399 is good, as in Kubernetes; never rejects and never outlasts the timeout. */
export function probeOnce(port: number, path: string, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const request = get({
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      headers: { 'user-agent': 'control-plane-probe', connection: 'close' },
    });
    const finish = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    };
    const timer = setTimeout(() => finish({ ok: false, status: null, error: 'timeout' }), timeoutMs);
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      response.resume();
      finish({ ok: status >= 200 && status < 400, status, error: null });
    });
    request.on('error', (error: NodeJS.ErrnoException) => finish({ ok: false, status: null, error: error.code ?? error.message }));
  });
}

/** Asks again and again until stopped; `periodMs` is read each time, so that waiting for a start can be quicker. */
export function startProbe(given: {
  kind: ProbeResult['kind'];
  port: number;
  definition: ProbeDefinition;
  periodMs: () => number;
  onResult: (result: ProbeResult) => void;
}): { stop(): void } {
  const { kind, port, definition, periodMs, onResult } = given;
  let stopped = false;
  let streak = 0;
  let lastOk: boolean | undefined;
  let timer: NodeJS.Timeout;
  const round = async () => {
    const began = Date.now();
    const answer = await probeOnce(port, definition.path, definition.timeout_ms);
    if (stopped) return;
    streak = answer.ok === lastOk ? streak + 1 : 1;
    lastOk = answer.ok;
    onResult({ kind, path: definition.path, port, ...answer, streak, at: new Date().toISOString() });
    timer = setTimeout(() => void round(), Math.max(20, periodMs() - (Date.now() - began)));
  };
  timer = setTimeout(() => void round(), Math.min(100, periodMs()));
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
