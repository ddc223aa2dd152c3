import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { DiagnosisStatus, DiagnosisTrigger, StoredReport, Subject } from '#/lib/domain/diagnosis.ts';
import type { DeploymentKind, DeploymentStage, DeploymentStatus } from '#/lib/domain/deployment.ts';
import type { EventType, FieldChange } from '#/lib/domain/change.ts';
import type { FlagValue, Health, PlatformKind } from '#/lib/domain/service.ts';
import type { Actor, Role, Scope } from '#/lib/domain/actor.ts';
import type { Language, Message } from '#/lib/domain/text.ts';
import type { ServingWorkload, WorkloadStatus } from '#/lib/domain/workload.ts';
import type { LogLine, Signal, Span } from '#/lib/domain/telemetry.ts';
import type { EpisodeStatus, Matcher, Severity } from '#/lib/domain/alert.ts';
import type { DecisionReason } from '#/lib/domain/alert-decision.ts';
import type { RuleComparison, RuleState } from '#/lib/domain/alert-rule.ts';
import type { IncidentEventKind, IncidentStatus } from '#/lib/domain/incident.ts';
import type { ChannelKind, NotificationStatus } from '#/lib/domain/notification.ts';

/** The one schema. Times are `timestamptz(3)`; ids are opaque text (UUIDv7 where time order helps). */
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
const createdAt = () => at('created_at').notNull().defaultNow();

// People and programs ────────────────────────────────────────────────────────

export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    teams: text('teams')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** scrypt, `salt:hash` in hex; null for people who sign in elsewhere. */
    passwordHash: text('password_hash'),
    /** Who they are to the OIDC issuer; null until they have signed in through it. */
    issuer: text('issuer'),
    subject: text('subject'),
    /** Role and teams are the issuer's claims, read again at each sign-in. */
    rightsFromIssuer: boolean('rights_from_issuer').notNull().default(false),
    createdAt: createdAt(),
    /** To the minute. */
    lastSeenAt: at('last_seen_at'),
    disabledAt: at('disabled_at'),
  },
  (table) => [uniqueIndex('users_issuer_subject').on(table.issuer, table.subject)],
);

/** One row a sign-in; checked on every request, so that revoking works at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
    userAgent: text('user_agent'),
  },
  (table) => [index('sessions_user').on(table.userId)],
);

export const apiTokens = pgTable('api_tokens', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull().unique(),
  /** SHA-256 of the whole token in hex: it has 256 random bits, so no slow hash is needed. */
  hash: text('hash').notNull(),
  scopes: text('scopes').array().$type<Scope[]>().notNull(),
  /** `{*}` sees every team. */
  teams: text('teams').array().notNull(),
  speaksForOthers: boolean('speaks_for_others').notNull().default(false),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  expiresAt: at('expires_at'),
  lastUsedAt: at('last_used_at'),
  revokedAt: at('revoked_at'),
});

/** First answers of mutating calls, kept 24 h under the caller's key. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actorId: text('actor_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 over method, path and body. */
    requestHash: text('request_hash').notNull(),
    /** null while the first call is still at work. */
    status: integer('status'),
    body: jsonb('body'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    /** Set in the transaction of the change itself: a call that died later must not be made again. */
    committed: boolean('committed').notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.actorId, table.key] }), index('idempotency_keys_created').on(table.createdAt)],
);

// Services and what happens to them ──────────────────────────────────────────

export const services = pgTable(
  'services',
  {
    id: text('id').primaryKey(),
    cluster: text('cluster').notNull().default('default'),
    namespace: text('namespace').notNull(),
    name: text('name').notNull(),
    team: text('team').notNull().default('everyone'),
    owner: text('owner'),
    description: text('description').notNull().default(''),
    platform: text('platform').$type<PlatformKind>().notNull(),
    workload: jsonb('workload').$type<Record<string, unknown>>().notNull().default({}),
    dependencies: text('dependencies')
      .array()
      .notNull()
      .default(sql`'{}'`),
    metricSelectors: jsonb('metric_selectors').$type<Record<string, string>>().notNull().default({}),
    logSelector: text('log_selector'),
    links: jsonb('links').$type<{ title: string; url: string }[]>().notNull().default([]),
    /** What is asked for now: the newest deployment's result, whether it came up or not. */
    version: text('version'),
    config: jsonb('config').$type<Record<string, string>>().notNull().default({}),
    secretKeys: text('secret_keys')
      .array()
      .notNull()
      .default(sql`'{}'`),
    flags: jsonb('flags').$type<Record<string, FlagValue>>().notNull().default({}),
    replicas: integer('replicas').notNull().default(1),
    stopped: boolean('stopped').notNull().default(false),
    generation: integer('generation').notNull().default(0),
    /** The version that serves: of the newest deployment that ended healthy. */
    servingVersion: text('serving_version'),
    servingSince: at('serving_since'),
    health: text('health').$type<Health>().notNull().default('unknown'),
    healthSince: at('health_since'),
    healthReason: jsonb('health_reason').$type<Message>(),
    readyReplicas: integer('ready_replicas'),
    /** Whether it has been given the default alert rules. */
    ruled: boolean('ruled').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
  },
  (table) => [
    uniqueIndex('services_ref')
      .on(table.cluster, table.namespace, table.name)
      .where(sql`${table.deletedAt} is null`),
    index('services_team').on(table.team),
  ],
);

/** Everything that a rollback restores. */
export type ConfigSnapshot = {
  config: Record<string, string>;
  secretKeys: string[];
  flags: Record<string, FlagValue>;
  replicas: number;
  stopped: boolean;
};

export const deployments = pgTable(
  'deployments',
  {
    id: text('id').primaryKey(),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    kind: text('kind').$type<DeploymentKind>().notNull(),
    generation: integer('generation').notNull(),
    version: text('version').notNull(),
    previousVersion: text('previous_version'),
    image: text('image'),
    commitSha: text('commit_sha'),
    commits: jsonb('commits').$type<{ sha: string; message: string; author?: string; url?: string }[]>().notNull().default([]),
    description: text('description'),
    configChanges: jsonb('config_changes').$type<FieldChange[]>().notNull().default([]),
    /** The whole desired state after this deployment. */
    snapshot: jsonb('snapshot').$type<ConfigSnapshot>().notNull(),
    status: text('status').$type<DeploymentStatus>().notNull(),
    stage: text('stage').$type<DeploymentStage>().notNull().default('queued'),
    reason: jsonb('reason').$type<Message>(),
    author: text('author').notNull(),
    actorId: text('actor_id').notNull(),
    restores: text('restores'),
    changeId: text('change_id'),
    /** The instances as last observed; kept when it has ended. */
    observed: jsonb('observed').$type<WorkloadStatus>(),
    createdAt: createdAt(),
    startedAt: at('started_at'),
    watchingSince: at('watching_since'),
    watchUntil: at('watch_until'),
    /** When the platform's failure signal was first seen. */
    failureSeenAt: at('failure_seen_at'),
    finishedAt: at('finished_at'),
  },
  (table) => [
    uniqueIndex('deployments_one_open')
      .on(table.serviceId)
      .where(sql`${table.status} in ('pending', 'progressing')`),
    uniqueIndex('deployments_generation').on(table.serviceId, table.generation),
    index('deployments_service_created').on(table.serviceId, table.createdAt),
    index('deployments_created').on(table.createdAt),
  ],
);

/** The audit log. The application's role may only insert and select; see `drizzle/` for the grants and the trigger. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: text('id').primaryKey(),
    cluster: text('cluster').notNull().default('default'),
    namespace: text('namespace').notNull(),
    /** Position in the chain of the namespace, from 1 without a hole. */
    position: bigint('position', { mode: 'number' }).notNull(),
    timestamp: at('timestamp').notNull(),
    recordedAt: at('recorded_at').notNull(),
    eventType: text('event_type').$type<EventType>().notNull(),
    serviceId: text('service_id'),
    service: text('service'),
    author: text('author').notNull(),
    actorId: text('actor_id').notNull(),
    source: text('source').notNull(),
    /** In English; what is hashed and what programs read. */
    summary: text('summary').notNull(),
    /** The same as key and values, for a reader in another language; null when a program wrote the summary. */
    summaryMessage: jsonb('summary_message').$type<Message>(),
    changes: jsonb('changes').$type<FieldChange[]>().notNull().default([]),
    deploymentId: text('deployment_id'),
    commitSha: text('commit_sha'),
    url: text('url'),
    externalId: text('external_id'),
    hash: text('hash').notNull(),
    previousHash: text('previous_hash').notNull(),
  },
  (table) => [
    uniqueIndex('audit_entries_chain').on(table.cluster, table.namespace, table.position),
    uniqueIndex('audit_entries_external')
      .on(table.source, table.externalId)
      .where(sql`${table.externalId} is not null`),
    index('audit_entries_time').on(table.timestamp, table.id),
    index('audit_entries_service').on(table.serviceId, table.timestamp),
  ],
);

/** The end of each namespace's chain; locked last in a transaction. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    cluster: text('cluster').notNull().default('default'),
    namespace: text('namespace').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.cluster, table.namespace] })],
);

// Diagnoses ──────────────────────────────────────────────────────────────────

export const diagnoses = pgTable(
  'diagnoses',
  {
    id: text('id').primaryKey(),
    conversationId: text('conversation_id').notNull(),
    status: text('status').$type<DiagnosisStatus>().notNull(),
    trigger: text('trigger').$type<DiagnosisTrigger>().notNull(),
    /** The services whose teams may see it; null when it hangs on none. */
    serviceId: text('service_id').references(() => services.id),
    deploymentId: text('deployment_id').references(() => deployments.id),
    subject: jsonb('subject').$type<Subject>().notNull(),
    /** What was asked, or the sentence that stands for it when a failure asked. */
    question: jsonb('question').$type<Message>().notNull(),
    /** The caller's context, unknown keys kept. */
    context: jsonb('context').$type<Record<string, unknown>>().notNull().default({}),
    language: text('language').$type<Language>().notNull().default('en'),
    /** The rights it is run with. */
    actor: jsonb('actor').$type<Actor>().notNull(),
    report: jsonb('report').$type<StoredReport>(),
    error: jsonb('error').$type<{ code: string; message: Message }>(),
    /** Grows when a worker is lost; events of an older attempt are refused. */
    attempt: integer('attempt').notNull().default(0),
    /** Of the newest stored event; advanced under the row's lock, so that numbers neither repeat nor skip. */
    lastSequence: integer('last_sequence').notNull().default(0),
    /** Until when the running worker is believed to live, or a queued one's job to arrive, by the database's clock. */
    leaseUntil: at('lease_until'),
    requestedAt: at('requested_at').notNull(),
    startedAt: at('started_at'),
    firstEventAt: at('first_event_at'),
    firstFindingAt: at('first_finding_at'),
    verdictAt: at('verdict_at'),
    notifiedAt: at('notified_at'),
    createdAt: createdAt(),
  },
  (table) => [
    /** One that ended without a report does not stand in the way of the next. */
    uniqueIndex('diagnoses_one_per_deployment')
      .on(table.deploymentId)
      .where(sql`${table.trigger} = 'deployment' and ${table.status} not in ('failed', 'cancelled')`),
    index('diagnoses_service').on(table.serviceId, table.requestedAt),
    index('diagnoses_deployment').on(table.deploymentId, table.requestedAt),
    index('diagnoses_conversation').on(table.conversationId, table.requestedAt),
    index('diagnoses_requested').on(table.requestedAt, table.id),
    index('diagnoses_open')
      .on(table.leaseUntil)
      .where(sql`${table.status} in ('queued', 'running')`),
  ],
);

export const diagnosisEvents = pgTable(
  'diagnosis_events',
  {
    diagnosisId: text('diagnosis_id')
      .notNull()
      .references(() => diagnoses.id, { onDelete: 'cascade' }),
    sequence: integer('sequence').notNull(),
    attempt: integer('attempt').notNull(),
    event: text('event').notNull(),
    data: jsonb('data').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.diagnosisId, table.sequence] })],
);

export const diagnosisFeedback = pgTable(
  'diagnosis_feedback',
  {
    diagnosisId: text('diagnosis_id')
      .notNull()
      .references(() => diagnoses.id, { onDelete: 'cascade' }),
    actorId: text('actor_id').notNull(),
    helpful: boolean('helpful').notNull(),
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.diagnosisId, table.actorId] })],
);

// Alerts, incidents and what is sent about them ───────────────────────────────

/** One failing service (or alert without one) while it is open; gathers alert episodes. */
export const incidents = pgTable(
  'incidents',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    /** What its alerts have in common: a service, or an alert name with its group labels. Unique while it is open. */
    groupingKey: text('grouping_key').notNull(),
    /** The registered service; null when the alerts name none that we know. */
    serviceId: text('service_id').references(() => services.id),
    cluster: text('cluster').notNull().default('default'),
    namespace: text('namespace'),
    /** As the alerts say, also when it is not registered. */
    service: text('service'),
    title: text('title').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    status: text('status').$type<IncidentStatus>().notNull(),
    /** The earliest start that a sender gave; by its clock. */
    startedAt: at('started_at').notNull(),
    /** When its first alert was received, by the database's clock. */
    receivedAt: at('received_at').notNull(),
    lastAlertAt: at('last_alert_at').notNull(),
    openAlerts: integer('open_alerts').notNull().default(0),
    totalAlerts: integer('total_alerts').notNull().default(0),
    acknowledgedAt: at('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    assignee: text('assignee'),
    resolvedAt: at('resolved_at'),
    /** Who resolved it; null when its alerts did. */
    resolvedBy: text('resolved_by'),
    /** The diagnosis that speaks for it: its own, or the one that it has joined. */
    diagnosisId: text('diagnosis_id').references(() => diagnoses.id),
    /** Why a diagnosis was or was not begun for the newest alert. */
    decision: text('decision').$type<DecisionReason>(),
    /** Grows with everything that a message about it would say differently. */
    revision: integer('revision').notNull().default(1),
    notifiedAt: at('notified_at'),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('incidents_one_open')
      .on(table.groupingKey)
      .where(sql`${table.status} in ('firing', 'acknowledged', 'stale')`),
    index('incidents_received').on(table.receivedAt, table.id),
    index('incidents_service').on(table.serviceId, table.receivedAt),
    index('incidents_named').on(table.service, table.receivedAt),
    index('incidents_grouping').on(table.groupingKey, table.receivedAt),
    index('incidents_diagnosis').on(table.diagnosisId),
    index('incidents_status').on(table.status, table.receivedAt),
  ],
);

/**
 * What is known of one alert of one sender. It fires while the latest start that was received lies after
 * the latest end: so any order of arrival leads to the same state.
 */
export const alertStates = pgTable(
  'alert_states',
  {
    source: text('source').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** By the sender's clock; null until one was received. */
    latestStart: at('latest_start'),
    latestEnd: at('latest_end'),
    /** The open episode; null while it does not fire. */
    episodeId: text('episode_id'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.source, table.fingerprint] })],
);

/** One stretch in which an alert fired. */
export const alertEpisodes = pgTable(
  'alert_episodes',
  {
    id: text('id').primaryKey(),
    incidentId: integer('incident_id')
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    source: text('source').notNull(),
    fingerprint: text('fingerprint').notNull(),
    alertName: text('alert_name').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    status: text('status').$type<EpisodeStatus>().notNull(),
    labels: jsonb('labels').$type<Record<string, string>>().notNull(),
    annotations: jsonb('annotations').$type<Record<string, string>>().notNull(),
    generatorUrl: text('generator_url'),
    /** The earliest start given, and the end; by the sender's clock. */
    startsAt: at('starts_at').notNull(),
    endsAt: at('ends_at'),
    /** By the database's clock. */
    receivedAt: at('received_at').notNull(),
    lastSeenAt: at('last_seen_at').notNull(),
    closedAt: at('closed_at'),
    /** How often it was received while it fired. */
    received: integer('received').notNull().default(1),
    /** Seconds that the sender's clock is ahead of ours, when that is over five minutes. */
    skewSeconds: integer('skew_seconds'),
  },
  (table) => [
    uniqueIndex('alert_episodes_one_open')
      .on(table.source, table.fingerprint)
      .where(sql`${table.status} in ('firing', 'stale')`),
    index('alert_episodes_incident').on(table.incidentId, table.receivedAt),
    index('alert_episodes_watchdogs')
      .on(table.source, table.fingerprint, table.receivedAt)
      .where(sql`lower(${table.alertName}) ~ '^(watchdog|deadmanssnitch|dead-?mans?-?switch)$'`),
    index('alert_episodes_silent')
      .on(table.lastSeenAt)
      .where(sql`${table.status} = 'firing'`),
  ],
);

/** What happened to an incident, in the order it was written. */
export const incidentEvents = pgTable(
  'incident_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    incidentId: integer('incident_id')
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    at: at('at').notNull().defaultNow(),
    kind: text('kind').$type<IncidentEventKind>().notNull(),
    /** Who did it; null when nobody in particular did. */
    author: text('author'),
    text: jsonb('text').$type<Message>().notNull(),
    /** The episode, diagnosis, notification or change that it tells of. */
    ref: text('ref'),
  },
  (table) => [index('incident_events_read').on(table.incidentId, table.id)],
);

/** Alerts that match are taken and shown, and nobody is told of them and nothing is diagnosed. */
export const silences = pgTable(
  'silences',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<'silence' | 'maintenance'>().notNull(),
    matchers: jsonb('matchers').$type<Matcher[]>().notNull(),
    /** The service that it was made for, whose team may see it; null: over all. */
    serviceId: text('service_id').references(() => services.id),
    startsAt: at('starts_at').notNull(),
    endsAt: at('ends_at').notNull(),
    comment: text('comment').notNull().default(''),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('silences_ends').on(table.endsAt)],
);

/** A rule of the platform's own monitor. */
export const alertRules = pgTable(
  'alert_rules',
  {
    id: text('id').primaryKey(),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    name: text('name').notNull(),
    signal: text('signal').$type<Signal>().notNull(),
    comparison: text('comparison').$type<RuleComparison>().notNull(),
    /** In the signal's unit, or how many times the baseline. */
    threshold: doublePrecision('threshold').notNull(),
    forSeconds: integer('for_seconds').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** Addresses that take `{user_query, context}`. */
    receivers: jsonb('receivers').$type<string[]>().notNull().default([]),
    state: text('state').$type<RuleState>().notNull().default('no_data'),
    stateSince: at('state_since'),
    /** Since when it has not held while it fires. */
    calmSince: at('calm_since'),
    /** What was measured when it was last evaluated; null is "no data". */
    value: doublePrecision('value'),
    evaluatedAt: at('evaluated_at'),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('alert_rules_name').on(table.serviceId, table.name)],
);

/** Where messages about incidents go. */
export const notificationChannels = pgTable('notification_channels', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  kind: text('kind').$type<ChannelKind>().notNull(),
  /** Addresses and options that may be shown; their shape goes with `kind`. */
  settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
  /** Tokens and secret addresses, encrypted. */
  secrets: jsonb('secrets').$type<Record<string, string>>().notNull().default({}),
  language: text('language').$type<Language>().notNull().default('en'),
  /** What is routed here: from this severity on, of these teams and services (`namespace/name`); empty is all. */
  minSeverity: text('min_severity').$type<Severity>().notNull().default('info'),
  teams: text('teams')
    .array()
    .notNull()
    .default(sql`'{}'`),
  services: text('services')
    .array()
    .notNull()
    .default(sql`'{}'`),
  enabled: boolean('enabled').notNull().default(true),
  /** Why it was disabled by itself: what the other side answered. */
  disabledReason: jsonb('disabled_reason').$type<Message>(),
  /** The next message may leave then: the pace of the service, or how long it has asked to wait. */
  nextSlotAt: at('next_slot_at'),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** One message of one channel about one incident, which grows: what is wanted and what has arrived. */
export const notifications = pgTable(
  'notifications',
  {
    id: text('id').primaryKey(),
    channelId: text('channel_id')
      .notNull()
      .references(() => notificationChannels.id, { onDelete: 'cascade' }),
    /** `incident:<id>`, `deployment:<id>` or `test:<id>`: what it is about. */
    subject: text('subject').notNull(),
    incidentId: integer('incident_id').references(() => incidents.id, { onDelete: 'cascade' }),
    deploymentId: text('deployment_id').references(() => deployments.id),
    status: text('status').$type<NotificationStatus>().notNull().default('pending'),
    wantedRevision: integer('wanted_revision').notNull(),
    deliveredRevision: integer('delivered_revision').notNull().default(0),
    /** What the other side needs to find the message again: a Slack timestamp, a dedup key. */
    remote: jsonb('remote').$type<Record<string, unknown>>().notNull().default({}),
    attempts: integer('attempts').notNull().default(0),
    /** Until when a worker that delivers it is believed to live. */
    leaseUntil: at('lease_until'),
    nextAttemptAt: at('next_attempt_at'),
    lastError: jsonb('last_error').$type<Message>(),
    createdAt: createdAt(),
    firstSentAt: at('first_sent_at'),
    lastSentAt: at('last_sent_at'),
  },
  (table) => [
    uniqueIndex('notifications_one').on(table.channelId, table.subject),
    index('notifications_incident').on(table.incidentId),
    index('notifications_due').on(table.nextAttemptAt),
  ],
);

/** Every try to deliver, kept as long as its notification. */
export const deliveryAttempts = pgTable(
  'delivery_attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    notificationId: text('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    at: at('at').notNull().defaultNow(),
    outcome: text('outcome').$type<'delivered' | 'retry' | 'permanent'>().notNull(),
    /** HTTP or SMTP status; null when no answer came. */
    status: integer('status'),
    detail: jsonb('detail').$type<Message>(),
    durationMs: integer('duration_ms').notNull(),
  },
  (table) => [index('delivery_attempts_read').on(table.notificationId, table.id)],
);

/** Up to where a person has read the bell's list. */
export const noticesRead = pgTable('notices_read', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  readAt: at('read_at').notNull(),
});

// The local platform ─────────────────────────────────────────────────────────

/** What the local platform is asked to run; written by `apply`, read by the agent. */
export const localWorkloads = pgTable(
  'local_workloads',
  {
    cluster: text('cluster').notNull(),
    namespace: text('namespace').notNull(),
    name: text('name').notNull(),
    generation: integer('generation').notNull(),
    deploymentId: text('deployment_id').notNull(),
    version: text('version').notNull(),
    config: jsonb('config').$type<Record<string, string>>().notNull(),
    flags: jsonb('flags').$type<Record<string, FlagValue>>().notNull(),
    replicas: integer('replicas').notNull(),
    restart: boolean('restart').notNull().default(false),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /** What served last, written by the agent: started again beside the wanted until that serves. Null when nothing does. */
    serving: jsonb('serving').$type<ServingWorkload>(),
    /** What the agent last reported; null until it has seen the workload. */
    status: jsonb('status').$type<WorkloadStatus>(),
    /** When that was, by the database's clock. */
    statusAt: at('status_at'),
  },
  (table) => [primaryKey({ columns: [table.cluster, table.namespace, table.name] })],
);

/** Processes that the agent has started, so that a new agent can sweep what a killed one left. */
export const localProcesses = pgTable('local_processes', {
  instanceId: text('instance_id').primaryKey(),
  service: text('service').notNull(),
  pid: integer('pid').notNull(),
  /** Start time in clock ticks from /proc, so that a reused pid is not mistaken for ours. */
  pidStart: text('pid_start').notNull(),
  startedAt: at('started_at').notNull(),
});

/** Raw samples of the golden signals, one row a scrape; kept 6 h. */
export const localSamples = pgTable(
  'local_samples',
  {
    service: text('service').notNull(),
    signal: text('signal').notNull(),
    version: text('version').notNull().default(''),
    instance: text('instance').notNull().default(''),
    route: text('route').notNull().default(''),
    at: at('at').notNull(),
    value: doublePrecision('value').notNull(),
  },
  (table) => [index('local_samples_read').on(table.service, table.signal, table.at), index('local_samples_at').using('brin', table.at)],
);

/** One-minute roll-ups of the golden signals over all instances; kept 8 days. */
export const localRollups = pgTable(
  'local_rollups',
  {
    service: text('service').notNull(),
    signal: text('signal').notNull(),
    minute: at('minute').notNull(),
    value: doublePrecision('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.service, table.signal, table.minute] })],
);

export const localLogs = pgTable(
  'local_logs',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    service: text('service').notNull(),
    instance: text('instance').notNull(),
    version: text('version').notNull(),
    stream: text('stream').$type<'stdout' | 'stderr'>().notNull(),
    level: text('level').$type<LogLine['level']>(),
    at: at('at').notNull(),
    line: text('line').notNull(),
  },
  (table) => [index('local_logs_read').on(table.service, table.at), index('local_logs_at').using('brin', table.at)],
);

export const localSpans = pgTable(
  'local_spans',
  {
    traceId: text('trace_id').notNull(),
    spanId: text('span_id').notNull(),
    parentId: text('parent_id'),
    service: text('service').notNull(),
    name: text('name').notNull(),
    kind: text('kind').$type<Span['kind']>().notNull(),
    start: at('start').notNull(),
    durationMs: doublePrecision('duration_ms').notNull(),
    status: text('status').$type<Span['status']>().notNull(),
    attributes: jsonb('attributes').$type<Span['attributes']>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.traceId, table.spanId] }),
    index('local_spans_read').on(table.service, table.start),
    index('local_spans_start').using('brin', table.start),
  ],
);
