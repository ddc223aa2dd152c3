import { z } from 'zod';
import { answerProblem } from '#/lib/domain/notification.ts';
import type { Notifier, Post } from '#/lib/ports.ts';
import { changeEventOf, eventOf } from './wire.ts';

const secretsSchema = z.object({ routing_key: z.string().min(1) });

/**
 * PagerDuty's Events API v2: a trigger at once, another with the same dedup_key to attach the diagnosis, a resolve
 * with it; deployments as change events. `baseUrl`: https://events.pagerduty.com, or that of the EU. Source: https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export function createPagerDuty({ post, baseUrl }: { post: Post; baseUrl: string }): Notifier {
  const send = async (path: string, body: object, signal: AbortSignal): Promise<number> => {
    const answer = await post({
      url: `${baseUrl.replace(/\/+$/, '')}${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    const problem = answerProblem(answer);
    if (problem) throw problem;
    return answer.status;
  };
  return {
    async deliver({ secrets, notice, remote }, signal) {
      const { routing_key } = secretsSchema.parse(secrets);
      const status = await send('/v2/enqueue', { routing_key, ...eventOf(notice) }, signal);
      return { remote: { ...remote, dedup_key: notice.dedupKey }, status };
    },
    async announceChange({ secrets, change }, signal) {
      const { routing_key } = secretsSchema.parse(secrets);
      return { remote: {}, status: await send('/v2/change/enqueue', { routing_key, ...changeEventOf(change) }, signal) };
    },
    preview: (notice) => ({ text: JSON.stringify(eventOf(notice), null, 2) }),
  };
}
