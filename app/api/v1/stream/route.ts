import { z } from 'zod';
import { topicSchema, topics } from '#/lib/contract/events.ts';
import { noticeStream } from '#/lib/http/notice-stream.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';

const query = z.object({
  topics: z
    .string()
    .default(topics.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(topicSchema)),
});

export const GET = route(
  { scope: 'read', query, summary: 'Notices of what changes, by topic, as server-sent events', answers: { 200: 'text/event-stream' } },
  async ({ ctx, query, request }) => noticeStream(ctx, query.topics, request.signal),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
