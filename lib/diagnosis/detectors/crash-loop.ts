import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';
import { lastException } from '../log-lines.ts';

/** A program that keeps ending: the fallback, with its last exception, when nothing says why. */
export const crashLoop: Detector = {
  modes: ['container.crash_loop'],
  detect(observations) {
    const ended = endedInstance(observations);
    if (!ended || ended.exit.code === 0 || inTrouble(observations) === false) return SILENT;
    const { instance, exit, evidence } = ended;
    const log = failingLog(observations);
    const exception = log && lastException(log.lines);
    const values = {
      code: exit.code,
      restarts: instance.restarts,
      exception: exception?.text ?? '',
      frame: exception?.frame ?? '',
      seconds: Math.round(exit.ran_ms / 100) / 10,
    };
    const key = 'report.cause.crash_loop';
    const detail = exception ? (exception.frame ? `${key}.detail_frame` : `${key}.detail_exception`) : `${key}.detail`;
    return claiming({
      mode: 'container.crash_loop',
      rank: 'fallback',
      service: observations.service,
      object: instance.id,
      title: message(exception ? `${key}.title_exception` : `${key}.title`, values),
      detail: message(detail, values),
      severity: 'critical',
      mechanism: { kind: 'version' },
      at: Date.parse(exit.at) - exit.ran_ms,
      evidence: [evidence, ...(exception && log ? [log.evidence] : [])],
      support: exception && log ? [{ source: 'logs', evidence: log.evidence }] : [],
      strength: exception ? 0.55 : 0.3,
      deciding: message(log ? `${key}.deciding` : `${key}.deciding_log`),
      actions: [
        {
          kind: 'investigate',
          title: message(exception ? 'report.action.exception.title' : 'report.action.look.title'),
          detail: exception ? message('report.action.exception.detail', values) : message('report.action.look.detail'),
          would_help: null,
        },
      ],
      data: { code: exit.code, exception: exception?.text ?? null, frame: exception?.frame ?? null },
    });
  },
};
