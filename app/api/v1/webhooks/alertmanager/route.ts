import { alertBodySchema, alertQuerySchema, receivedAlertsSchema } from '#/lib/contract/alerts.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { receiveAlerts } from '#/lib/usecases/receive-alerts.ts';

export const POST = route(
  {
    scope: 'alerts:write',
    basic: true,
    body: alertBodySchema,
    query: alertQuerySchema,
    maxBytes: 10_000_000,
    deadlineMs: 20_000,
    summary: "Alertmanager's webhook, and alerts as {user_query, context}",
    answers: { 202: receivedAlertsSchema },
  },
  async ({ ctx, body, query }) => {
    const serviceLabels = runtime().environment.ALERT_SERVICE_LABELS;
    return json(await receiveAlerts(ctx, { body, source: query.source, serviceLabels }), { status: 202 });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
