import { z } from 'zod';
import { executeContextSchema } from './diagnoses.ts';

/** Years beyond have more than four digits and are no RFC 3339. */
const LAST_MOMENT = Date.UTC(9999, 11, 31);

/** Alertmanager sends the year 1 where there is no end. Anything that is no time counts as not given. */
const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const at = text ? Date.parse(text) : Number.NaN;
    return at > 0 && at < LAST_MOMENT ? new Date(at) : null;
  });
const words = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) =>
    Object.fromEntries(
      Object.entries(given ?? {}).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
      ),
    ),
  );

const alertSchema = z.looseObject({
  status: z.enum(['firing', 'resolved']).optional(),
  labels: words,
  annotations: words,
  startsAt: moment,
  endsAt: moment,
  generatorURL: z.string().nullish(),
  fingerprint: z.string().nullish(),
});

/**
 * Body of Alertmanager's webhook, version 4, and of Grafana Alerting's, which has the same shape.
 * Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const alertmanagerSchema = z.looseObject({
  version: z.string().optional(),
  groupKey: z.string().optional(),
  truncatedAlerts: z.number().int().min(0).nullish(),
  status: z.string().optional(),
  groupLabels: words,
  commonLabels: words,
  commonAnnotations: words,
  externalURL: z.string().nullish(),
  alerts: z.array(alertSchema),
});

/** The body that a receiver with a template of its own sends (Alertmanager 0.32 and newer), and other programs. */
export const templatedAlertSchema = z.object({
  user_query: z.string().min(1).max(4000),
  context: executeContextSchema.extend({ status: z.string().max(50).optional(), severity: z.string().max(50).optional() }),
});

/** What `POST /api/v1/webhooks/alertmanager` takes, both on one URL. */
export const alertBodySchema = z.union([alertmanagerSchema, templatedAlertSchema], {
  error: 'is neither a webhook body of Alertmanager (alerts: […]) nor {user_query, context}',
});
export type AlertBody = z.output<typeof alertBodySchema>;

/** Query of the same call. */
export const alertQuerySchema = z.object({
  /** Which alerting system sends, when several do; the token's own id when it is left out. Peers of one cluster must share it. */
  source: z.string().min(1).max(100).optional(),
});

/** What was made of them: `duplicates` are those that changed nothing. */
export const receivedAlertsSchema = z.object({
  received: z.number().int(),
  new: z.number().int(),
  duplicates: z.number().int(),
  resolved: z.number().int(),
  incident_ids: z.array(z.number().int()),
  diagnosis_ids: z.array(z.string()),
});
export type ReceivedAlerts = z.infer<typeof receivedAlertsSchema>;
