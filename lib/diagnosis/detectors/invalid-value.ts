import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { endedByItself, endedInstance, failingLog, inTrouble, sameSetting } from '../failing.ts';
import { lastHit, overtaken, signatures } from '../log-signatures.ts';

/** A program that ends at its start because it cannot use the value of a setting that it has. */
export const invalidValue: Detector = {
  modes: ['config.invalid_value'],
  detect(observations) {
    const log = failingLog(observations);
    if (!log || inTrouble(observations) === false) return SILENT;
    const keys = observations.deployment?.value.configKeys ?? null;
    const invalid = lastHit(log.lines, signatures.invalidSetting);
    // "X must be set" about a configured key says that its value is empty or not accepted.
    const refused = lastHit(log.lines, signatures.missingSetting);
    const configured = (name: string | undefined) => name !== undefined && (keys?.some((key) => sameSetting(key, name)) ?? false);
    const hit = invalid ?? (refused && configured(refused.value.names[0]) ? refused : null);
    const key = invalid?.value.name ?? refused?.value.names[0];
    if (!hit || key === undefined || (keys && !configured(key))) return SILENT;
    if (!endedByItself(observations) || overtaken(log.lines, hit)) return SILENT;

    const ended = endedInstance(observations);
    const set = observations.changes.find((change) => change.changes.some((item) => sameSetting(item.path, `config.${key}`)));
    return claiming({
      mode: 'config.invalid_value',
      rank: 'mechanism',
      service: observations.service,
      object: key,
      title: message('report.cause.invalid_value.title', { key }),
      detail: message('report.cause.invalid_value.detail', { key, service: observations.service.name }),
      severity: 'critical',
      mechanism: { kind: 'config_key', key, wanted: 'different' },
      at: hit.since,
      evidence: [log.evidence],
      support: [
        ...(ended && ended.exit.code !== 0 ? [{ source: 'instances' as const, evidence: ended.evidence }] : []),
        ...(observations.deployment && configured(key)
          ? [{ source: 'deployment' as const, evidence: observations.deployment.evidence }]
          : []),
      ],
      strength: set ? 0.65 : 0.55,
      deciding: message('report.cause.invalid_value.deciding', { key }),
      actions: [
        {
          kind: 'config',
          title: message('report.action.correct_key.title', { key }),
          detail: message('report.action.correct_key.detail', { key, service: observations.service.name }),
          target: key,
          would_help: true,
        },
      ],
      data: { key },
    });
  },
};
