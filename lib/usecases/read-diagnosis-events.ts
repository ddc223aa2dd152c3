import { eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { DiagnosisEvent, StoredEvent } from '#/lib/contract/events.ts';
import { isTerminal } from '#/lib/domain/words.ts';
import { readEvents } from '#/lib/db/diagnosis-events.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import type { Language } from '#/lib/domain/text.ts';
import { renderEvent } from './render-report.ts';
import { veilFor } from './veil.ts';
import { resolveDiagnosis } from './visible-diagnosis.ts';

const PAGE = 500;

/** An event with its number in the diagnosis; `replay-complete` has none. */
export type ReadEvent = { sequence: number | null; event: DiagnosisEvent };

/**
 * The events of a diagnosis after `after`: what is stored, then `replay-complete`, then what comes,
 * until it has ended. `news` settles when there may be more. 404 is thrown before the first event is asked for.
 */
export async function readDiagnosisEvents(
  ctx: Context,
  input: { id: string; after: number; language?: Language | undefined },
  news: () => Promise<void>,
): Promise<AsyncIterable<ReadEvent>> {
  authorize(ctx.actor, 'read');
  await resolveDiagnosis(ctx, input.id);
  const language = input.language ?? ctx.language;
  const veil = await veilFor(ctx);
  return follow(ctx, input, (stored) => renderEvent(stored, language, veil), news);
}

async function* follow(
  ctx: Context,
  { id, after }: { id: string; after: number },
  render: (stored: StoredEvent) => DiagnosisEvent,
  news: () => Promise<void>,
): AsyncGenerator<ReadEvent> {
  let last = after;
  let replaying = true;
  while (!ctx.signal.aborted) {
    // Asked before the events: an end that is seen here has its last event stored already.
    const over = await hasEnded(ctx, id);
    const events = await readEvents(ctx.db, id, last, PAGE);
    for (const stored of events) {
      last = stored.sequence;
      yield { sequence: stored.sequence, event: render(stored) };
      if (isTerminal(stored)) return;
    }
    if (events.length === PAGE) continue;
    if (replaying) yield { sequence: null, event: { event: 'replay-complete', data: {} } };
    replaying = false;
    if (over) return;
    await news();
  }
}

async function hasEnded(ctx: Context, id: string): Promise<boolean> {
  const [row] = await ctx.db.select({ status: diagnoses.status }).from(diagnoses).where(eq(diagnoses.id, id));
  return !row || (row.status !== 'queued' && row.status !== 'running');
}
