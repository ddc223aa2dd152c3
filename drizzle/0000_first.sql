CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"teams" text[] NOT NULL,
	"speaks_for_others" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_prefix_unique" UNIQUE("prefix")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"cluster" text DEFAULT 'default' NOT NULL,
	"namespace" text NOT NULL,
	"position" bigint NOT NULL,
	"timestamp" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"event_type" text NOT NULL,
	"service_id" text,
	"service" text,
	"author" text NOT NULL,
	"actor_id" text NOT NULL,
	"source" text NOT NULL,
	"summary" text NOT NULL,
	"summary_message" jsonb,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"deployment_id" text,
	"commit_sha" text,
	"url" text,
	"external_id" text,
	"hash" text NOT NULL,
	"previous_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"cluster" text DEFAULT 'default' NOT NULL,
	"namespace" text NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_heads_cluster_namespace_pk" PRIMARY KEY("cluster","namespace")
);
--> statement-breakpoint
CREATE TABLE "deployments" (
	"id" text PRIMARY KEY NOT NULL,
	"service_id" text NOT NULL,
	"kind" text NOT NULL,
	"generation" integer NOT NULL,
	"version" text NOT NULL,
	"previous_version" text,
	"image" text,
	"commit_sha" text,
	"commits" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"description" text,
	"config_changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"snapshot" jsonb NOT NULL,
	"status" text NOT NULL,
	"stage" text DEFAULT 'queued' NOT NULL,
	"reason" jsonb,
	"author" text NOT NULL,
	"actor_id" text NOT NULL,
	"restores" text,
	"change_id" text,
	"observed" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"watching_since" timestamp (3) with time zone,
	"watch_until" timestamp (3) with time zone,
	"failure_seen_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "diagnoses" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"status" text NOT NULL,
	"trigger" text NOT NULL,
	"service_id" text,
	"deployment_id" text,
	"subject" jsonb NOT NULL,
	"question" jsonb NOT NULL,
	"context" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"actor" jsonb NOT NULL,
	"report" jsonb,
	"error" jsonb,
	"attempt" integer DEFAULT 0 NOT NULL,
	"last_sequence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"first_event_at" timestamp (3) with time zone,
	"first_finding_at" timestamp (3) with time zone,
	"verdict_at" timestamp (3) with time zone,
	"notified_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "diagnosis_events" (
	"diagnosis_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"attempt" integer NOT NULL,
	"event" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "diagnosis_events_diagnosis_id_sequence_pk" PRIMARY KEY("diagnosis_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "diagnosis_feedback" (
	"diagnosis_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"helpful" boolean NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "diagnosis_feedback_diagnosis_id_actor_id_pk" PRIMARY KEY("diagnosis_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"headers" jsonb,
	"committed" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "local_logs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "local_logs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"service" text NOT NULL,
	"instance" text NOT NULL,
	"version" text NOT NULL,
	"stream" text NOT NULL,
	"level" text,
	"at" timestamp (3) with time zone NOT NULL,
	"line" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_processes" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"pid" integer NOT NULL,
	"pid_start" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_rollups" (
	"service" text NOT NULL,
	"signal" text NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "local_rollups_service_signal_minute_pk" PRIMARY KEY("service","signal","minute")
);
--> statement-breakpoint
CREATE TABLE "local_samples" (
	"service" text NOT NULL,
	"signal" text NOT NULL,
	"version" text DEFAULT '' NOT NULL,
	"instance" text DEFAULT '' NOT NULL,
	"route" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"value" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_spans" (
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"parent_id" text,
	"service" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"duration_ms" double precision NOT NULL,
	"status" text NOT NULL,
	"attributes" jsonb NOT NULL,
	CONSTRAINT "local_spans_trace_id_span_id_pk" PRIMARY KEY("trace_id","span_id")
);
--> statement-breakpoint
CREATE TABLE "local_workloads" (
	"cluster" text NOT NULL,
	"namespace" text NOT NULL,
	"name" text NOT NULL,
	"generation" integer NOT NULL,
	"deployment_id" text NOT NULL,
	"version" text NOT NULL,
	"config" jsonb NOT NULL,
	"flags" jsonb NOT NULL,
	"replicas" integer NOT NULL,
	"restart" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"serving" jsonb,
	"status" jsonb,
	"status_at" timestamp (3) with time zone,
	CONSTRAINT "local_workloads_cluster_namespace_name_pk" PRIMARY KEY("cluster","namespace","name")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" text PRIMARY KEY NOT NULL,
	"cluster" text DEFAULT 'default' NOT NULL,
	"namespace" text NOT NULL,
	"name" text NOT NULL,
	"team" text DEFAULT 'everyone' NOT NULL,
	"owner" text,
	"description" text DEFAULT '' NOT NULL,
	"platform" text NOT NULL,
	"workload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"dependencies" text[] DEFAULT '{}' NOT NULL,
	"metric_selectors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"log_selector" text,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" text,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"secret_keys" text[] DEFAULT '{}' NOT NULL,
	"flags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"replicas" integer DEFAULT 1 NOT NULL,
	"stopped" boolean DEFAULT false NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"serving_version" text,
	"serving_since" timestamp (3) with time zone,
	"health" text DEFAULT 'unknown' NOT NULL,
	"health_since" timestamp (3) with time zone,
	"health_reason" jsonb,
	"ready_replicas" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"teams" text[] DEFAULT '{}' NOT NULL,
	"password_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_deployment_id_deployments_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnosis_events" ADD CONSTRAINT "diagnosis_events_diagnosis_id_diagnoses_id_fk" FOREIGN KEY ("diagnosis_id") REFERENCES "public"."diagnoses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnosis_feedback" ADD CONSTRAINT "diagnosis_feedback_diagnosis_id_diagnoses_id_fk" FOREIGN KEY ("diagnosis_id") REFERENCES "public"."diagnoses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_chain" ON "audit_entries" USING btree ("cluster","namespace","position");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_external" ON "audit_entries" USING btree ("source","external_id") WHERE "audit_entries"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_time" ON "audit_entries" USING btree ("timestamp","id");--> statement-breakpoint
CREATE INDEX "audit_entries_service" ON "audit_entries" USING btree ("service_id","timestamp");--> statement-breakpoint
CREATE UNIQUE INDEX "deployments_one_open" ON "deployments" USING btree ("service_id") WHERE "deployments"."status" in ('pending', 'progressing');--> statement-breakpoint
CREATE UNIQUE INDEX "deployments_generation" ON "deployments" USING btree ("service_id","generation");--> statement-breakpoint
CREATE INDEX "deployments_service_created" ON "deployments" USING btree ("service_id","created_at");--> statement-breakpoint
CREATE INDEX "deployments_created" ON "deployments" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "diagnoses_one_per_deployment" ON "diagnoses" USING btree ("deployment_id") WHERE "diagnoses"."trigger" = 'deployment' and "diagnoses"."status" not in ('failed', 'cancelled');--> statement-breakpoint
CREATE INDEX "diagnoses_service" ON "diagnoses" USING btree ("service_id","requested_at");--> statement-breakpoint
CREATE INDEX "diagnoses_deployment" ON "diagnoses" USING btree ("deployment_id","requested_at");--> statement-breakpoint
CREATE INDEX "diagnoses_conversation" ON "diagnoses" USING btree ("conversation_id","requested_at");--> statement-breakpoint
CREATE INDEX "diagnoses_requested" ON "diagnoses" USING btree ("requested_at","id");--> statement-breakpoint
CREATE INDEX "diagnoses_open" ON "diagnoses" USING btree ("lease_until") WHERE "diagnoses"."status" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "local_logs_read" ON "local_logs" USING btree ("service","at");--> statement-breakpoint
CREATE INDEX "local_logs_at" ON "local_logs" USING brin ("at");--> statement-breakpoint
CREATE INDEX "local_samples_read" ON "local_samples" USING btree ("service","signal","at");--> statement-breakpoint
CREATE INDEX "local_samples_at" ON "local_samples" USING brin ("at");--> statement-breakpoint
CREATE INDEX "local_spans_read" ON "local_spans" USING btree ("service","start");--> statement-breakpoint
CREATE INDEX "local_spans_start" ON "local_spans" USING brin ("start");--> statement-breakpoint
CREATE UNIQUE INDEX "services_ref" ON "services" USING btree ("cluster","namespace","name") WHERE "services"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "services_team" ON "services" USING btree ("team");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");