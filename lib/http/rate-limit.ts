import type { Actor, Scope } from '#/lib/domain/actor.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { runtime } from '#/lib/runtime.ts';

const MINUTE_MS = 60_000;
/** Callers that are remembered at once; the one that was not heard of for longest is forgotten first. */
const MAX_CALLERS = 20_000;

export type Turn = {
  allowed: boolean;
  limit: number;
  /** Calls that are left at this moment. */ remaining: number;
  /** Seconds until the full number is there again. */ resetS: number;
  /** Seconds until the next call is allowed; 0 when this one was. */ retryS: number;
};

/**
 * Counts the calls of each key in this process: `limit` at once, and one more each 60 s / limit. It is
 * the generic cell rate algorithm (ITU-T I.371): one moment a key says all; `now` in ms.
 */
export function createRateLimit(limit: number, now: () => number = Date.now) {
  const step = MINUTE_MS / limit;
  /** When each key's calls so far will have been paid for. */
  const paidAt = new Map<string, number>();
  return {
    take(key: string): Turn {
      const at = now();
      const due = Math.max(paidAt.get(key) ?? 0, at);
      const allowed = due + step - at <= MINUTE_MS + 1e-6;
      const next = allowed ? due + step : due;
      // Put behind the others, so that the first key is the one that was quiet for longest.
      paidAt.delete(key);
      if (paidAt.size >= MAX_CALLERS) for (const [oldest] of paidAt) if (paidAt.size >= MAX_CALLERS) paidAt.delete(oldest);
      paidAt.set(key, next);
      return {
        allowed,
        limit,
        remaining: Math.max(0, Math.floor((MINUTE_MS - (next - at)) / step + 1e-6)),
        resetS: Math.ceil((next - at) / 1000),
        retryS: allowed ? 0 : Math.max(1, Math.ceil((due + step - MINUTE_MS - at) / 1000)),
      };
    },
  };
}

type Limits = Record<'all' | 'execute', { perMinute: number; count: ReturnType<typeof createRateLimit> } | undefined>;
const slot = globalThis as { controlPlaneLimits?: Limits };

/** The limits of this process, made anew when the environment names others. */
function limitOf(kind: keyof Limits, perMinute: number): ReturnType<typeof createRateLimit> {
  const limits = (slot.controlPlaneLimits ??= { all: undefined, execute: undefined });
  const known = limits[kind];
  if (known?.perMinute === perMinute) return known.count;
  const count = createRateLimit(perMinute);
  limits[kind] = { perMinute, count };
  return count;
}

/**
 * Takes one call of this person or program, and one of the dearer ones when the route asks for
 * `execute`; a stream is one call however long it lasts. Answers the RateLimit headers of the tighter
 * limit, and the refusal (`too_many_requests`) when it is used up. Alerts are never counted: Alertmanager
 * takes a 429 for final and lets the alert wait for minutes.
 */
export function takeTurn(actor: Actor, scope: Scope | null): { headers: Record<string, string>; refusal: AppError | null } {
  if (scope === 'alerts:write') return { headers: {}, refusal: null };
  const { RATE_LIMIT_PER_MINUTE: all, RATE_LIMIT_EXECUTE_PER_MINUTE: execute } = runtime().environment;
  const key = `${actor.kind}:${actor.id}`;
  const turns = [
    ...(scope === 'execute' && execute > 0 ? [limitOf('execute', execute).take(key)] : []),
    ...(all > 0 ? [limitOf('all', all).take(key)] : []),
  ];
  const [tightest] = turns.toSorted((a, b) => Number(a.allowed) - Number(b.allowed) || a.remaining - b.remaining);
  if (!tightest) return { headers: {}, refusal: null };
  const headers = {
    'ratelimit-limit': String(tightest.limit),
    'ratelimit-remaining': String(tightest.remaining),
    'ratelimit-reset': String(tightest.resetS),
  };
  if (tightest.allowed) return { headers, refusal: null };
  const text = `More than ${tightest.limit} calls a minute. Wait ${tightest.retryS} s and try again.`;
  return { headers, refusal: new AppError('too_many_requests', text, { details: { retry_after: tightest.retryS } }) };
}
