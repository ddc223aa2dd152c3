import { sql } from 'drizzle-orm';
import type { Topic } from '#/lib/contract/events.ts';
import type { Queryable } from './client.ts';

/** Postgres channels; payloads are JSON below 8,000 bytes. */
export const channels = { notices: 'notices', events: 'diagnosis_events', local: 'local_platform' } as const;

/** What travels on `notices`; the team decides who is told and is not passed on. */
export type NoticePayload = { topic: Topic; id: string; service: string | null; team: string | null; kind: string };

/** Tells every process when the transaction commits that something changed. */
export async function notice(tx: Queryable, payload: NoticePayload): Promise<void> {
  await tx.execute(sql`select pg_notify(${channels.notices}, ${JSON.stringify(payload)})`);
}
