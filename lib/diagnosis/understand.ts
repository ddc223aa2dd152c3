import type { ServiceRef } from '#/lib/domain/service.ts';
import type { Language } from '#/lib/domain/text.ts';
import type { Window } from '#/lib/ports.ts';

export type Intent = 'diagnose' | 'changes';
export type Understood = { service: ServiceRef | null; intent: Intent; range: Window | null };

const CHANGES =
  /\bwhat(?:'s| has| have| was)? (?:been )?(?:changed|deployed|new)\b|\b(?:recent|latest|last|any) (?:changes|deployments?|releases?)\b|\bwho (?:changed|deployed)\b|變更了什麼|改了什麼|有(?:什麼|哪些|任何)?(?:變更|改動|變動)|最近的?(?:變更|部署|改動)|誰(?:改|部署|變更)/i;
const WHY = /\bwhy\b|\b(?:fail|broke|error|crash|down|slow|wrong|healthy|ok)|為(?:什麼|何)|怎麼(?:了|會)|失敗|壞|錯誤|異常|正常|健康/i;

/** What a plain question asks, about which of the given services, and over which time. */
export function understand(question: string, services: readonly ServiceRef[], now: number): Understood {
  const intent = CHANGES.test(question) && !WHY.test(question.replace(CHANGES, '')) ? 'changes' : 'diagnose';
  return { service: serviceIn(question, services), intent, range: rangeIn(question, now) };
}

/** The service that is named first; of names within each other the longer one. Hyphens may be written as spaces. */
function serviceIn(question: string, services: readonly ServiceRef[]): ServiceRef | null {
  const text = question.toLowerCase();
  const found = services.flatMap((service) => {
    const spelled = service.name.split('-').map(escape).join('[-_ ]?');
    const match = new RegExp(`(?<![a-z0-9-])${spelled}(?![a-z0-9]|-[a-z0-9])`).exec(text);
    return match
      ? [{ service, at: match.index, length: service.name.length, named: text.includes(`${service.namespace}/${service.name}`) }]
      : [];
  });
  const [first] = found.toSorted((a, b) => Number(b.named) - Number(a.named) || a.at - b.at || b.length - a.length);
  return first?.service ?? null;
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const units: [RegExp, number][] = [
  [/^(?:s|sec|秒)/i, 1_000],
  [/^(?:m|min|分)/i, 60_000],
  [/^(?:h|小時|鐘頭)/i, 3_600_000],
  [/^(?:d|天|日)/i, 86_400_000],
  [/^(?:w|週|周|星期)/i, 7 * 86_400_000],
];
const words: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, few: 3, 一: 1, 兩: 2, 二: 2, 三: 3, 半: 0.5, 幾: 3 };
const RANGE =
  /(?:last|past|previous|過去|最近|近)\s*(?:the\s+)?(\d+|an?|one|two|few|[一兩二三半幾])?\s*(?:個)?\s*(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|秒鐘?|分鐘?|小時|鐘頭|天|日|週|周|星期)/i;

/** "past 2 hours", "最近兩小時", "today", "昨天"; null when no time is named. */
function rangeIn(question: string, now: number): Window | null {
  const match = RANGE.exec(question);
  if (match?.[2]) {
    const unit = units.find(([pattern]) => pattern.test(match[2] ?? ''))?.[1] ?? 0;
    const count = match[1] === undefined ? 1 : (words[match[1].toLowerCase()] ?? Number(match[1]));
    const length = count * unit;
    if (length > 0 && length <= 30 * 86_400_000) return { start: now - length, end: now };
  }
  const midnight = new Date(now).setUTCHours(0, 0, 0, 0);
  if (/\btoday\b|今天|今日/i.test(question)) return { start: midnight, end: Math.max(now, midnight + 1) };
  if (/\byesterday\b|昨天|昨日/i.test(question)) return { start: midnight - 86_400_000, end: midnight };
  return null;
}

/** The language that a question is written in; null when nothing in it tells: names of services, versions and keys do not. */
export function languageOf(question: string): Language | null {
  if (/\p{Script=Han}/u.test(question)) return 'zh-TW';
  return question.split(/[\s,;:!?()"]+/).some((word) => /^[a-z]+['’]?[a-z]+\.?$/i.test(word) && word !== word.toUpperCase()) ? 'en' : null;
}
