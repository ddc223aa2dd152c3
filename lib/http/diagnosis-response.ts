import { z } from 'zod';
import type { Context } from '#/lib/context.ts';
import { channels } from '#/lib/db/notify.ts';
import { languageSchema, message, type Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { runtime } from '#/lib/runtime.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';
import { diagnosisLinks } from '#/lib/usecases/present-diagnosis.ts';
import { readDiagnosisEvents } from '#/lib/usecases/read-diagnosis-events.ts';
import { prefersStream } from './accept.ts';
import { remember } from './idempotency.ts';
import { json } from './respond.ts';
import { eventStream } from './sse.ts';

/** Even without a notice the events are looked for this often, in milliseconds. */
const POLL_MS = 1_000;
/** `Prefer: wait` is honoured up to this many seconds. */
const LONGEST_WAIT = 60;
/** Until when a call that may wait must have been answered, in milliseconds; idempotency takes a call of 90 s for dead. */
export const ANSWER_DEADLINE_MS = 75_000;

/** Settles when the diagnosis may have something new, or after a second. Forgets nothing that came between two waits. */
function newsOf(id: string, signal: AbortSignal): { news: () => Promise<void>; stop: () => void } {
  let pending = Promise.withResolvers<void>();
  const stop = runtime().listener.subscribe(
    channels.events,
    (payload) => payload === id && pending.resolve(),
    () => pending.resolve(),
  );
  signal.addEventListener('abort', () => pending.resolve(), { once: true });
  return {
    stop,
    async news() {
      const timer = setTimeout(() => pending.resolve(), POLL_MS);
      await pending.promise;
      clearTimeout(timer);
      pending = Promise.withResolvers<void>();
      if (signal.aborted) pending.resolve();
    },
  };
}

/** The events of a diagnosis as server-sent events, from `after` on, until it has ended or the client leaves. */
export async function diagnosisStream(
  ctx: Context,
  input: { id: string; after: number; language?: Language | undefined },
  client: AbortSignal,
): Promise<Response> {
  // Refusals are answered before the stream begins.
  await getDiagnosis(ctx, { id: input.id });
  return eventStream(client, async (send, signal) => {
    const { news, stop } = newsOf(input.id, signal);
    try {
      const events = await readDiagnosisEvents({ ...ctx, db: runtime().db, signal }, input, news);
      for await (const { sequence, event } of events) await send({ ...event, ...(sequence === null ? {} : { id: sequence }) });
    } finally {
      stop();
    }
  });
}

/** What `answerWithDiagnosis` needs of a diagnosis that was asked for, and what is kept for a repeated call. */
export const askedDiagnosisSchema = z.object({ id: z.string(), conversationId: z.string(), language: languageSchema });
type AskedDiagnosis = z.infer<typeof askedDiagnosisSchema>;

/** Answers a call that has begun or joined a diagnosis, as its `Accept` and `Prefer` ask: stream, whole result, or 202. */
export async function answerWithDiagnosis(asker: Context, started: AskedDiagnosis, request: Request): Promise<Response> {
  const { id, conversationId, language } = started;
  // Whoever may ask may read the answer to what they asked; the team filter stays.
  const ctx = { ...asker, actor: { ...asker.actor, scopes: [...asker.actor.scopes, 'read' as const] } };
  if (prefersStream(request.headers.get('accept'))) {
    return remember(await diagnosisStream(ctx, { id, after: 0, language }, request.signal), started);
  }
  const seconds = Math.min(Number(/\bwait=(\d{1,4})\b/.exec(request.headers.get('prefer') ?? '')?.[1] ?? 0), LONGEST_WAIT);
  if (seconds > 0) {
    const ended = await whenEnded(ctx, { id, language }, seconds);
    if (ended) return json(ended, { headers: { 'preference-applied': `wait=${seconds}` } });
  }
  return json(
    {
      status: 'accepted',
      session_id: id,
      conversation_id: conversationId,
      message: renderMessage(message('report.accepted'), language),
      links: diagnosisLinks(id),
    },
    { status: 202, headers: { location: diagnosisLinks(id).self } },
  );
}

async function whenEnded(ctx: Context, asked: { id: string; language: Language }, seconds: number) {
  const late = AbortSignal.any([ctx.signal, AbortSignal.timeout(seconds * 1000)]);
  const { news, stop } = newsOf(asked.id, late);
  try {
    while (!late.aborted) {
      const diagnosis = await getDiagnosis({ ...ctx, db: runtime().db }, asked);
      if (diagnosis.status !== 'queued' && diagnosis.status !== 'running') return diagnosis;
      await news();
    }
    return null;
  } finally {
    stop();
  }
}
