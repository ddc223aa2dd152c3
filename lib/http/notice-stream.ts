import type { Context } from '#/lib/context.ts';
import { noticeSchema, type Topic } from '#/lib/contract/events.ts';
import { channels, type NoticePayload } from '#/lib/db/notify.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { runtime } from '#/lib/runtime.ts';
import { eventStream } from './sse.ts';

/** A stream ends after this long, so that a reader whose rights were taken away has to show them again. */
const LIFETIME_MS = 300_000;

/** The notices of these topics that the actor's teams may hear, until the client leaves; each as event `notice`. */
export function noticeStream(ctx: Context, topics: readonly Topic[], client: AbortSignal): Response {
  return eventStream(client, async (send, signal) => {
    const over = Promise.withResolvers<void>();
    const hear = (text: string) => {
      const { team, ...notice } = JSON.parse(text) as NoticePayload;
      const known = noticeSchema.safeParse(notice);
      if (!known.success || !topics.includes(known.data.topic)) return;
      if (team === null || seesTeam(ctx.actor, team)) void send({ event: 'notice', data: known.data });
    };
    // A gap in the connection may have swallowed notices: the reader comes back and asks for all it shows.
    const unsubscribe = runtime().listener.subscribe(channels.notices, hear, over.resolve);
    const timer = setTimeout(over.resolve, LIFETIME_MS);
    signal.addEventListener('abort', () => over.resolve(), { once: true });
    await over.promise;
    clearTimeout(timer);
    unsubscribe();
  });
}
