import { serviceKey } from '#/lib/domain/service.ts';
import { message, sentences, type Message } from '#/lib/domain/text.ts';
import { blamedBy } from '../calls.ts';
import { claiming, SILENT, type Detector, type Support } from '../claim.ts';
import { citing, logEvidence, type Cite } from '../evidence.ts';
import { endedInstance, inTrouble } from '../failing.ts';
import { flagsNamed } from '../flags-named.ts';
import { explained } from '../log-signatures.ts';
import { loggedErrors, type LoggedError } from '../log-errors.ts';
import { moment } from '../moment.ts';
import type { Observations } from '../observations.ts';
import { periodsOf } from '../periods.ts';

/** From here on a share of failed requests is worth naming. */
const NOTABLE = 0.01;
/** Most of the failing requests. */
const MOST = 0.5;

/** A new error of the program's own while it runs: told of when nothing that names a mechanism explains it. */
export const exceptions: Detector = {
  modes: ['app.exception'],
  detect(observations, cite) {
    if (inTrouble(observations) !== true || endsAgainAndAgain(observations) || passesOn(observations)) return SILENT;
    const errors = loggedErrors(observations).filter(
      (error) => !explained(error.text) && flagsNamed(observations, error.text).length === 0,
    );
    const fresh = errors.filter((error) => error.kind === 'new' || error.kind === 'grown');
    const chief = foremost(fresh) ?? foremost(errors);
    if (!chief || chief.template.count < 2) return SILENT;
    const { template, kind, countBefore, before } = chief;
    const isNew = kind === 'new' || kind === 'grown';
    const evidence = cite(shownBy(observations, chief));
    const values = {
      service: observations.service.name,
      pattern: chief.said,
      frame: template.frame ?? '',
      count: template.count,
      before: countBefore,
      at: moment(template.first, observations.now),
    };
    const failed = errorShare(observations);
    const detail: Message[] = [
      message(`report.cause.exception.${kind}`, { ...values, ref: citing([evidence, ...(before ? [before.evidence] : [])]) }),
      ...(template.frame ? [message('report.cause.exception.frame', { frame: template.frame })] : []),
      ...(failed ? [message('report.cause.exception.share', { percent: failed.percent, ref: citing([failed.evidence]) })] : []),
    ];
    return claiming({
      mode: 'app.exception',
      rank: isNew ? 'mechanism' : 'symptom',
      service: observations.service,
      object: chief.said,
      title: message(isNew ? 'report.cause.exception.title' : 'report.cause.exception.title_old', values),
      detail: sentences(...detail),
      severity: 'critical',
      mechanism: { kind: 'exception', version: versionThrowing(chief), text: chief.text },
      at: template.first,
      evidence: [evidence],
      support: [
        ...(isNew && before ? [{ source: 'previous', evidence: before.evidence } satisfies Support] : []),
        ...(failed ? [{ source: 'metrics', evidence: failed.evidence } satisfies Support] : []),
      ],
      ...(kind === 'old' && before
        ? { before: { at: periodsOf(observations).before?.start ?? template.first, evidence: before.evidence } }
        : {}),
      strength: kind === 'new' ? (template.exception ? 0.6 : 0.5) : kind === 'grown' ? 0.5 : 0.4,
      deciding: message(kind === 'unknown' ? 'report.cause.exception.deciding_before' : 'report.cause.exception.deciding', values),
      actions: [
        {
          kind: 'investigate',
          title: message('report.action.throwing.title'),
          detail: message(template.frame ? 'report.action.throwing.detail_frame' : 'report.action.throwing.detail', values),
          would_help: null,
        },
      ],
      data: { pattern: template.pattern, frame: template.frame, count: template.count, before: countBefore, first: template.first },
    });
  },
};

/** An exception before another error, then what is told most often. */
function foremost(errors: readonly LoggedError[]): LoggedError | null {
  const [best] = errors.toSorted(
    (a, b) => Number(b.template.exception) - Number(a.template.exception) || b.template.count - a.template.count,
  );
  return best ?? null;
}

/** Whether its failing requests break in another service: then what it tells of them is an echo. */
function passesOn(observations: Observations): boolean {
  const [blame] = blamedBy(observations)?.blames ?? [];
  return blame !== undefined && blame.share >= MOST && blame.service !== serviceKey(observations.service);
}

/** A program that ends is another detector's: its last words are no running program's errors. */
function endsAgainAndAgain(observations: Observations): boolean {
  const ended = endedInstance(observations);
  return ended !== null && ended.exit.code !== 0 && !(observations.instances?.value.some((instance) => instance.ready) ?? false);
}

/** The version whose lines hold the error; null when the version before it ran long enough to have told of it and was the same. */
function versionThrowing({ log, before, template }: LoggedError): string | null {
  const version = log.value.lines[template.example]?.version ?? null;
  const lines = before?.value.lines.filter((line) => line.version === version).length ?? 0;
  const rate = template.count / Math.max(log.value.lines.length, 1);
  return lines * rate >= ENOUGH ? null : version;
}

/** Occurrences that would have been expected of the same version before: their absence is no chance. */
const ENOUGH = 4;

/** The examples of an error, marked in the lines around them. */
function shownBy(observations: Observations, { log, template }: LoggedError): Parameters<Cite>[0] {
  return logEvidence({
    service: log.value.service,
    query: `${template.count} × ${template.pattern}`,
    lines: log.value.lines,
    marked: template.examples.slice(0, 2),
    window: periodsOf(observations).failing,
  });
}

/** The share of requests that fail now, in percent, when it was measured. */
function errorShare(observations: Observations): { percent: number; evidence: string } | null {
  const { start } = periodsOf(observations).failing;
  const own = observations.metrics.find(
    (item) => item.value.signal === 'error_rate' && item.value.service === serviceKey(observations.service),
  );
  const points = own?.value.series.flatMap((series) => series.points) ?? [];
  const values = points.flatMap(([at, value]) => (at >= start && value !== null ? [value] : []));
  if (!own || values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean >= NOTABLE ? { percent: Math.round(mean * 1000) / 10, evidence: own.evidence } : null;
}
