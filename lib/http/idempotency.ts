import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '#/lib/db/client.ts';
import { claimKey, keepAnswer, notingCommits, releaseKey, type IdempotentCall, type StoredAnswer } from '#/lib/db/idempotency.ts';
import type { Actor } from '#/lib/domain/actor.ts';
import { AppError } from '#/lib/domain/errors.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;
const POLL_MS = 100;
const PATIENCE_MS = 5_000;
const KEPT_HEADERS = ['content-type', 'location', 'link', 'preference-applied'];

const memos = new WeakMap<Response, unknown>();

/**
 * Gives an answer a note that is kept in its place: for a stream, which cannot be kept, or for one
 * that holds a secret. The route's `resume` is handed the note when the call is repeated.
 */
export function remember(response: Response, memo: unknown): Response {
  memos.set(response, memo);
  return response;
}

/** The caller's key with what it was sent with; null when there is none. */
export function idempotentCall(request: Request, path: string, body: string, actor: Actor): IdempotentCall | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (!KEY.test(key)) throw new AppError('invalid_input', 'Idempotency-Key must be 1 to 200 visible ASCII characters.');
  const requestHash = createHash('sha256').update(`${request.method} ${path}\n${body}`).digest('hex');
  return { actorId: `${actor.kind}:${actor.id}`, key, requestHash };
}

/**
 * Answers a call once. `work` is given a database whose commits are noted; a repetition gets the
 * first answer again, with `idempotency-replayed: true`. Refusals of the server (5xx) are not kept.
 */
export async function once(
  db: Database,
  call: IdempotentCall,
  given: {
    signal: AbortSignal;
    work: (db: Database) => Promise<Response>;
    resume?: ((memo: unknown) => Promise<Response>) | undefined;
    refuse: (error: unknown) => Response;
  },
): Promise<Response> {
  const earlier = await settle(db, call, given.signal);
  if (earlier) return replay(earlier, given.resume);
  try {
    let refused = false;
    const response = await given.work(notingCommits(db, call)).catch((error: unknown) => {
      refused = true;
      return given.refuse(error);
    });
    // What was broken off because its caller left is no answer: the caller comes back for one.
    if (response.status >= 500 || (refused && given.signal.aborted)) await releaseKey(db, call);
    else await keepAnswer(db, call, await storable(response));
    return response;
  } catch (error) {
    await releaseKey(db, call).catch(() => undefined);
    throw error;
  }
}

/** Null when the call is ours to make; else the first answer, waited for if need be. */
async function settle(db: Database, call: IdempotentCall, signal: AbortSignal): Promise<StoredAnswer | null> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += POLL_MS) {
    const claim = await claimKey(db, call);
    switch (claim.state) {
      case 'mine':
        return null;
      case 'answered':
        return claim.answer;
      case 'mismatch':
        throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used with another request within the last 24 hours.');
      case 'lost':
        throw new AppError(
          'conflict',
          'The first call with this Idempotency-Key was carried out, but its answer was lost: look at what it changed, and use a new key for a new change.',
        );
      case 'running':
        await wait(POLL_MS, undefined, { signal });
    }
  }
  throw new AppError('conflict', 'The first call with this Idempotency-Key is still at work.', { details: { retry_after: 1 } });
}

async function storable(response: Response): Promise<StoredAnswer> {
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => [[name, response.headers.get(name)] as const]).filter(
      (pair): pair is [string, string] => pair[1] !== null,
    ),
  );
  if (memos.has(response)) return { status: response.status, headers, body: { memo: memos.get(response) ?? null } };
  return { status: response.status, headers, body: { text: await response.clone().text() } };
}

async function replay(answer: StoredAnswer, resume: ((memo: unknown) => Promise<Response>) | undefined): Promise<Response> {
  const body = (answer.body ?? {}) as { text?: string; memo?: unknown };
  const response =
    'memo' in body && resume
      ? await resume(body.memo)
      : new Response(body.text || null, { status: answer.status, headers: answer.headers });
  response.headers.set('idempotency-replayed', 'true');
  return response;
}
