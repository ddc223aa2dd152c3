import { message } from '#/lib/domain/text.ts';
import { citing } from '../evidence.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';

/** What a kernel reports of a process that its own native code ended: SIGSEGV, SIGABRT, SIGBUS, SIGILL, as signal or as exit code. */
const SIGNALS = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL']);
const CODES = new Set([139, 134, 135, 132]);
const HEAP = /heap out of memory|bad_alloc|(?<![A-Za-z])OutOfMemory/;

/** A process that native code brought down. */
export const segfault: Detector = {
  modes: ['container.segfault'],
  detect(observations) {
    const ended = endedInstance(observations);
    if (!ended || inTrouble(observations) === false) return SILENT;
    const { exit, instance, evidence } = ended;
    if (!SIGNALS.has(exit.signal ?? '') && !CODES.has(exit.code ?? -1)) return SILENT;
    // V8 aborts when its heap is full: that is another detector's.
    const log = failingLog(observations);
    if (log?.lines.some((line) => HEAP.test(line.text))) return SILENT;
    const values = { code: exit.signal ?? String(exit.code), instance: instance.id, restarts: instance.restarts, ref: citing([evidence]) };
    return claiming({
      mode: 'container.segfault',
      rank: 'mechanism',
      service: observations.service,
      object: instance.id,
      title: message('report.cause.segfault.title', values),
      detail: message('report.cause.segfault.detail', values),
      severity: 'critical',
      mechanism: { kind: 'version' },
      at: Date.parse(exit.at) - exit.ran_ms,
      evidence: [evidence],
      support: [],
      strength: 0.7,
      deciding: message('report.cause.segfault.deciding'),
      actions: [
        {
          kind: 'investigate',
          title: message('report.action.segfault.title'),
          detail: message('report.cause.segfault.deciding'),
          would_help: null,
        },
      ],
      data: { code: exit.code, signal: exit.signal },
    });
  },
};
