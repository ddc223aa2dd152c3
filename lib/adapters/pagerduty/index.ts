import { z } from 'zod';
import { answerProblem } from '#/lib/domain/notification.ts';
import type { Notifier, Post } from '#/lib/ports.ts';
import { eventOf } from './wire.ts';

const secretsSchema = z.object({ routing_key: z.string().min(1) });

/**
 * PagerDuty's Events API v2: a trigger at once, another with the same dedup_key to attach the diagnosis, a resolve
 * with it. `baseUrl`: https://events.pagerduty.com, or that of the EU. Source: https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export function createPagerDuty({ post, baseUrl }: { post: Post; baseUrl: string }): Notifier {
  return {
    async deliver({ secrets, notice, remote }, signal) {
      const { routing_key } = secretsSchema.parse(secrets);
      const answer = await post({
        url: `${baseUrl.replace(/\/+$/, '')}/v2/enqueue`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key, ...eventOf(notice) }),
        signal,
      });
      const problem = answerProblem(answer);
      if (problem) throw problem;
      return { remote: { ...remote, dedup_key: notice.dedupKey }, status: answer.status };
    },
    preview: (notice) => ({ text: JSON.stringify(eventOf(notice), null, 2) }),
  };
}
