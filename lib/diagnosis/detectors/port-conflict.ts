import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';
import { lastHit, signatures } from '../log-signatures.ts';

/** A program that wants a port which somebody else holds. */
export const portConflict: Detector = {
  modes: ['resource.port_conflict'],
  detect(observations) {
    const log = failingLog(observations);
    const hit = log && lastHit(log.lines, signatures.portConflict);
    if (!log || !hit || inTrouble(observations) === false) return SILENT;
    const ended = endedInstance(observations);
    const { port } = hit.value;
    const values = { port: port ?? 0, service: observations.service.name };
    return claiming({
      mode: 'resource.port_conflict',
      rank: 'mechanism',
      service: observations.service,
      object: port === null ? observations.service.name : String(port),
      title:
        port === null
          ? message('report.cause.port_conflict.title_bare')
          : message('report.cause.port_conflict.title', { port: String(port) }),
      detail: message('report.cause.port_conflict.detail', values),
      severity: 'critical',
      mechanism: { kind: 'version' },
      at: hit.since,
      evidence: [log.evidence],
      support: ended && ended.exit.code !== 0 ? [{ source: 'instances', evidence: ended.evidence }] : [],
      strength: 0.7,
      deciding: message('report.cause.port_conflict.deciding'),
      actions: [
        { kind: 'investigate', title: message('report.action.port.title'), detail: message('report.action.port.detail'), would_help: null },
      ],
      data: { port },
    });
  },
};
