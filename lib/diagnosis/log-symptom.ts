import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detection, type Detector, type Support } from './claim.ts';
import { citing } from './evidence.ts';
import { endedInstance, failingLog, inTrouble } from './failing.ts';
import { isQuiet } from './log-events.ts';
import { readLines, type ReadLine } from './log-lines.ts';
import { lastHit } from './log-signatures.ts';
import type { Observations } from './observations.ts';

/** A mode that a log tells of by itself: its words, and the group of them that names what is wrong, if one does. */
export type Signature = {
  mode: string;
  /** Last part of its message keys below `report.cause`. */
  name: string;
  /** The first group, where there is one, is the object. Each is linear on lines of bounded length. */
  patterns: readonly RegExp[];
  strength: number;
};

/** Longer lines are not read to the end. */
const LONGEST = 2_000;

/** A request that the program has served itself, as access logs of servers and frameworks write it: its status is its own. */
const SERVED =
  /"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S{1,1000} HTTP\/[\d.]{1,3}" \d{3}\b|^Completed \d{3} |^\[GIN\] |^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S{0,1000} (?:HTTP\/\S{1,3} )?\d{3}\b/;
/** Told this many times as often as before, it is news. */
const GROWTH = 3;

/** A detector of one log signature: it fires while the subject is in trouble and its own failing log says so. */
export function logSymptom(signature: Signature): Detector {
  return { modes: [signature.mode], detect: (observations) => detect(observations, signature) };
}

/** What the words name, without quotes; empty when they match and name nothing; null when they do not match. */
export function spokenOf(signature: Signature, text: string): string | null {
  const short = text.slice(0, LONGEST);
  for (const pattern of signature.patterns) {
    const match = pattern.exec(short);
    if (match) return (match.slice(1).find((group) => group !== undefined) ?? '').replaceAll(/^["'`]|["'`.,;:]$/g, '').slice(0, 120);
  }
  return null;
}

function detect(observations: Observations, signature: Signature): Detection {
  const log = failingLog(observations);
  if (!log || inTrouble(observations) !== true) return SILENT;
  const lines = tellingOf(signature, log.lines);
  const hit = lastHit(lines, (text) => {
    const object = spokenOf(signature, text);
    return object === null ? null : { object };
  });
  if (!hit) return SILENT;
  const { service } = observations;
  const { object } = hit.value;
  const values = { service: service.name, object: object || service.name, ref: citing([log.evidence]) };
  const ended = endedInstance(observations);
  const before = observations.logs.find(
    ({ value }) => value.role === 'previous' && value.service === `${service.namespace}/${service.name}`,
  );
  const countBefore = before ? tellingOf(signature, readLines(before.value.lines)).length : 0;
  const told = countBefore > 0 && lines.length < GROWTH * countBefore;
  const support: Support[] = [
    ...(ended && ended.exit.code !== 0 ? [{ source: 'instances' as const, evidence: ended.evidence }] : []),
    ...(before && countBefore === 0 ? [{ source: 'previous' as const, evidence: before.evidence }] : []),
  ];
  const key = `report.cause.${signature.name}`;
  return claiming({
    mode: signature.mode,
    // What was told as often when all was well explains nothing by itself.
    rank: told ? 'symptom' : 'mechanism',
    service,
    object: values.object,
    title: message(`${key}.title`, values),
    detail: message('report.cause.log_says', { ...values, text: hit.line.text.split('\n')[0]?.slice(0, 200) ?? '' }),
    severity: 'critical',
    mechanism: { kind: 'exception', version: observations.deployment?.value.version ?? null, text: hit.line.text },
    at: hit.since,
    evidence: [log.evidence],
    support,
    ...(before && told ? { before: { at: Date.parse(before.value.lines[0]?.at ?? ''), evidence: before.evidence } } : {}),
    strength: told ? signature.strength * 0.7 : signature.strength,
    deciding: message(`${key}.deciding`, values),
    actions: [
      { kind: 'investigate', title: message(`${key}.action`, values), detail: message(`${key}.deciding`, values), would_help: null },
    ],
    data: { object: object || null },
  });
}

/** The lines that say it and are meant: neither told in passing nor of a request that was served. */
function tellingOf(signature: Signature, lines: readonly ReadLine[]): ReadLine[] {
  return lines.filter((line) => !isQuiet(line) && !SERVED.test(line.text.slice(0, LONGEST)) && spokenOf(signature, line.text) !== null);
}
