import { z } from 'zod';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { languageSchema } from '#/lib/domain/text.ts';
import { channelKinds } from '#/lib/domain/words.ts';
import { severitySchema } from './incidents.ts';

/** What each kind needs: `settings` are shown, `secrets` never again. */
export const channelShapes = {
  slack: {
    settings: z.strictObject({ channel: z.string().trim().min(1).max(200) }),
    secrets: z.strictObject({ bot_token: z.string().min(10).max(500) }),
  },
  slack_webhook: { settings: z.strictObject({}), secrets: z.strictObject({ webhook_url: z.url().max(2000) }) },
  pagerduty: { settings: z.strictObject({}), secrets: z.strictObject({ routing_key: z.string().trim().min(10).max(200) }) },
  webhook: {
    settings: z.strictObject({ url: z.url().max(2000) }),
    secrets: z.strictObject({ signing_secret: z.string().min(16, 'at least 16 characters').max(500).optional() }),
  },
  email: { settings: z.strictObject({ to: z.array(z.email()).min(1).max(50) }), secrets: z.strictObject({}) },
} as const satisfies Record<(typeof channelKinds)[number], { settings: z.ZodType; secrets: z.ZodType }>;

const routing = {
  language: languageSchema.default('en'),
  /** From this severity on. */
  min_severity: severitySchema.default('info'),
  /** Only of these teams and services (`namespace/name`); empty is all. */
  teams: z.array(z.string().min(1).max(63)).max(100).default([]),
  services: z.array(z.string().min(1).max(200)).max(500).default([]),
  enabled: z.boolean().default(true),
};

/** Body of `POST /api/v1/channels`. */
export const channelCreateSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(channelKinds),
  settings: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.unknown()).default({}),
  ...routing,
});

/** Body of `PATCH /api/v1/channels/{id}`: what is left out stays; secrets are replaced one by one. */
export const channelPatchSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), z.unknown()).optional(),
  language: languageSchema.optional(),
  min_severity: severitySchema.optional(),
  teams: z.array(z.string().min(1).max(63)).max(100).optional(),
  services: z.array(z.string().min(1).max(200)).max(500).optional(),
  enabled: z.boolean().optional(),
});

export const channelPathSchema = z.object({ id: z.string().min(1).max(100) });

export const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(channelKinds),
  settings: z.record(z.string(), z.json()),
  /** Names of the secrets that are set. */
  secret_keys: z.array(z.string()),
  language: languageSchema,
  min_severity: severitySchema,
  teams: z.array(z.string()),
  services: z.array(z.string()),
  enabled: z.boolean(),
  /** Why it was disabled by itself. */
  disabled_reason: z.string().nullable(),
  created_by: z.string(),
  created_at: instantSchema,
  last_delivered_at: instantSchema.nullable(),
  dead: z.number().int(),
});
export type Channel = z.infer<typeof channelSchema>;

/** Answer of `POST /api/v1/channels/{id}/test`: what the other side said. */
export const channelTestSchema = z.object({ delivered: z.boolean(), status: z.number().int().nullable(), detail: z.string().nullable() });

const slackText = z.object({ type: z.literal('mrkdwn'), text: z.string() });
const slackPlain = z.object({ type: z.literal('plain_text'), text: z.string() });

/** Those of Slack's blocks that our messages are made of. Source: https://docs.slack.dev/reference/block-kit/blocks */
export const slackBlockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: slackPlain }),
  z.object({ type: z.literal('section'), text: slackText }),
  z.object({ type: z.literal('context'), elements: z.array(slackText) }),
  z.object({
    type: z.literal('actions'),
    elements: z.array(z.object({ type: z.literal('button'), text: slackPlain, url: z.string(), style: z.literal('primary').optional() })),
  }),
]);
export type SlackBlock = z.infer<typeof slackBlockSchema>;

/** Answer of `GET /api/v1/channels/{id}/preview`: Slack's blocks, or what any other kind is sent. */
export const channelPreviewSchema = z.object({
  /** The incident that it tells of; null while there is none, when it is the test message. */
  incident_id: z.number().int().nullable(),
  blocks: z.array(slackBlockSchema).nullable(),
  text: z.string().nullable(),
});
export type ChannelPreview = z.infer<typeof channelPreviewSchema>;

/** One item of `GET /api/v1/notifications`. */
export const notificationSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  channel: z.string(),
  incident_id: z.number().int().nullable(),
  title: z.string().nullable(),
  status: z.enum(['pending', 'delivered', 'dead', 'cancelled']),
  attempts: z.number().int(),
  created_at: instantSchema,
  last_sent_at: instantSchema.nullable(),
  error: z.string().nullable(),
  tries: z.array(
    z.object({
      at: instantSchema,
      outcome: z.enum(['delivered', 'retry', 'permanent']),
      status: z.number().int().nullable(),
      detail: z.string().nullable(),
      duration_ms: z.number().int(),
    }),
  ),
});
export type NotificationItem = z.infer<typeof notificationSchema>;
