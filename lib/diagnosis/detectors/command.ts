import { redact } from '#/lib/domain/redact.ts';
import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';
import { lastHit, signatures } from '../log-signatures.ts';

/** A command that cannot be run, and one that ends with success where a server should stay. */
export const command: Detector = {
  modes: ['container.command_not_found', 'container.completed'],
  detect(observations) {
    const ended = endedInstance(observations);
    if (!ended || inTrouble(observations) === false) return SILENT;
    const { instance, exit, evidence } = ended;
    const log = failingLog(observations);
    const said = log && lastHit(log.lines, signatures.commandNotFound);
    const name = redact(said?.value.command ?? instance.command ?? '');
    const shared = {
      rank: 'mechanism' as const,
      service: observations.service,
      severity: 'critical' as const,
      mechanism: { kind: 'version' as const },
      at: Date.parse(exit.at),
      evidence: [evidence],
    };

    if (exit.reason === 'CommandNotFound' || exit.code === 127 || exit.code === 126) {
      const values = { command: name, code: exit.code };
      return claiming({
        ...shared,
        mode: 'container.command_not_found',
        object: name || instance.id,
        title: message('report.cause.command_not_found.title', values),
        detail: message('report.cause.command_not_found.detail', values),
        support: said && log ? [{ source: 'logs', evidence: log.evidence }] : [],
        strength: exit.reason === 'CommandNotFound' ? 0.8 : 0.7,
        deciding: message('report.cause.command_not_found.deciding', values),
        actions: [
          {
            kind: 'investigate',
            title: message('report.action.command.title'),
            detail: message('report.action.command.detail', values),
            would_help: null,
          },
        ],
        data: { command: name, code: exit.code },
      });
    }
    if (exit.code === 0 && instance.restarts > 0 && exit.reason === 'Completed') {
      const values = { restarts: instance.restarts, seconds: Math.round(exit.ran_ms / 1000) };
      return claiming({
        ...shared,
        mode: 'container.completed',
        object: instance.id,
        title: message('report.cause.completed.title', values),
        detail: message('report.cause.completed.detail', values),
        support: [],
        strength: 0.75,
        deciding: message('report.cause.completed.deciding'),
        actions: [
          {
            kind: 'investigate',
            title: message('report.action.foreground.title'),
            detail: message('report.action.foreground.detail'),
            would_help: null,
          },
        ],
        data: { restarts: instance.restarts, ran_ms: exit.ran_ms },
      });
    }
    return SILENT;
  },
};
