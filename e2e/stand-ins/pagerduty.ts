import { z } from 'zod';
import { standIn, type StandIn } from './http.ts';

export const ROUTING_KEY = 'R0STANDIN0000000000000000000000';

const eventSchema = z.object({
  routing_key: z.string(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().min(1).max(255),
  payload: z
    .object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      custom_details: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  links: z.array(z.object({ href: z.url(), text: z.string().optional() })).optional(),
});
/** https://developer.pagerduty.com/docs/send-change-events */
const changeSchema = z.object({
  routing_key: z.string(),
  payload: z.object({
    summary: z.string().min(1).max(1024),
    timestamp: z.iso.datetime(),
    source: z.string().min(1),
    custom_details: z.record(z.string(), z.string()).optional(),
  }),
  links: z.array(z.object({ href: z.url(), text: z.string() })).optional(),
});
export type PagerDutyChange = z.infer<typeof changeSchema>;
export type PagerDutyEvent = z.infer<typeof eventSchema>;

/** PagerDuty's Events API v2 with its limits: 512 KB an event, 120 events a minute and key. https://developer.pagerduty.com/docs/events-api-v2-overview */
export async function pagerDutyStandIn(): Promise<StandIn & { events: PagerDutyEvent[]; changes: PagerDutyChange[] }> {
  const events: PagerDutyEvent[] = [];
  const changes: PagerDutyChange[] = [];
  const recent: number[] = [];
  const server = await standIn((call) => {
    if (call.path === '/v2/change/enqueue') {
      const change = changeSchema.safeParse(JSON.parse(call.body));
      if (!change.success || change.data.routing_key !== ROUTING_KEY) return { status: 400, body: { status: 'invalid event' } };
      changes.push(change.data);
      return { status: 202, body: { status: 'success', message: 'Change event processed' } };
    }
    if (call.path !== '/v2/enqueue') return { status: 404, body: { status: 'not found' } };
    if (Buffer.byteLength(call.body) > 512 * 1024) return { status: 413, body: { status: 'payload too large' } };
    const parsed = eventSchema.safeParse(JSON.parse(call.body));
    const invalid = (errors: string[]) => ({ status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } });
    if (!parsed.success) return invalid(parsed.error.issues.map((issue) => `'${issue.path.join('.')}' ${issue.message}`));
    const event = parsed.data;
    if (event.routing_key !== ROUTING_KEY) return invalid(['Invalid routing key']);
    if (event.event_action === 'trigger' && !event.payload) return invalid(["'payload' is missing or blank"]);
    const now = Date.now();
    while ((recent[0] ?? now) < now - 60_000) recent.shift();
    if (recent.length >= 120) return { status: 429, headers: { 'retry-after': '1' } };
    recent.push(now);
    events.push(event);
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: event.dedup_key } };
  });
  return Object.assign(server, { events, changes });
}
