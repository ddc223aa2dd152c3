import { message } from '#/lib/domain/text.ts';
import { blamedBy, written } from '../calls.ts';
import { claiming, SILENT, type Detector, type Support } from '../claim.ts';
import { citing } from '../evidence.ts';
import { failingLog, inTrouble } from '../failing.ts';
import { readdressed } from '../readdressed.ts';
import { lastUnanswered } from '../unanswered.ts';

/** A configured address at which nobody answers, set by a change, while the service that is meant is well. */
export const wrongAddress: Detector = {
  modes: ['config.invalid_value'],
  detect(observations) {
    const log = failingLog(observations);
    if (!log || inTrouble(observations) === false) return SILENT;
    const said = lastUnanswered(log.lines);
    const address = said?.address;
    const found = address && readdressed(observations, address);
    if (!address || !found) return SILENT;
    const { key, callee, before } = found;
    const traced = blamedBy(observations);
    const sameCall = traced?.blames[0]?.kind === 'unanswered' && traced.blames[0].address.host === address.host;
    const values = {
      key,
      service: observations.service.name,
      address: written(address),
      before: before ?? '',
      callee: callee?.value.service.name ?? '',
      ref: citing([log.evidence, ...(callee ? [callee.evidence] : [])]),
    };
    const support: Support[] = [
      ...(callee ? [{ source: 'peers' as const, evidence: callee.evidence }] : []),
      ...(traced && sameCall ? [{ source: 'traces' as const, evidence: traced.evidence }] : []),
    ];
    return claiming({
      mode: 'config.invalid_value',
      rank: 'mechanism',
      service: observations.service,
      object: key,
      title: message('report.cause.wrong_address.title', values),
      detail: message('report.cause.wrong_address.detail', values),
      severity: 'critical',
      mechanism: { kind: 'config_key', key, wanted: 'different' },
      at: said.since,
      evidence: [log.evidence],
      support,
      strength: 0.65,
      deciding: message('report.cause.wrong_address.deciding', values),
      actions: [
        {
          kind: 'config',
          title: message('report.action.put_back.title', values),
          detail: message('report.action.put_back.detail', values),
          target: key,
          would_help: true,
        },
      ],
      data: { key, host: address.host, port: address.port },
    });
  },
};
