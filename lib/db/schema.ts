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
import type { LogLine, Span } from '#/lib/domain/telemetry.ts';

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
