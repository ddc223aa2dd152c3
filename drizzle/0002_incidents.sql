CREATE TABLE "alert_episodes" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" integer NOT NULL,
	"source" text NOT NULL,
	"fingerprint" text NOT NULL,
	"alert_name" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"labels" jsonb NOT NULL,
	"annotations" jsonb NOT NULL,
	"generator_url" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"received" integer DEFAULT 1 NOT NULL,
	"skew_seconds" integer
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"service_id" text NOT NULL,
	"name" text NOT NULL,
	"signal" text NOT NULL,
	"comparison" text NOT NULL,
	"threshold" double precision NOT NULL,
	"for_seconds" integer NOT NULL,
	"severity" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"receivers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text DEFAULT 'no_data' NOT NULL,
	"state_since" timestamp (3) with time zone,
	"value" double precision,
	"evaluated_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_states" (
	"source" text NOT NULL,
	"fingerprint" text NOT NULL,
	"latest_start" timestamp (3) with time zone,
	"latest_end" timestamp (3) with time zone,
	"episode_id" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_states_source_fingerprint_pk" PRIMARY KEY("source","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "delivery_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"notification_id" text NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"detail" jsonb,
	"duration_ms" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"author" text,
	"text" jsonb NOT NULL,
	"ref" text
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"grouping_key" text NOT NULL,
	"service_id" text,
	"cluster" text DEFAULT 'default' NOT NULL,
	"namespace" text,
	"service" text,
	"title" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"last_alert_at" timestamp (3) with time zone NOT NULL,
	"open_alerts" integer DEFAULT 0 NOT NULL,
	"total_alerts" integer DEFAULT 0 NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" text,
	"assignee" text,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by" text,
	"diagnosis_id" text,
	"decision" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"notified_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices_read" (
	"user_id" text PRIMARY KEY NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_channels" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"min_severity" text DEFAULT 'info' NOT NULL,
	"teams" text[] DEFAULT '{}' NOT NULL,
	"services" text[] DEFAULT '{}' NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_channels_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"subject" text NOT NULL,
	"incident_id" integer,
	"deployment_id" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"wanted_revision" integer NOT NULL,
	"delivered_revision" integer DEFAULT 0 NOT NULL,
	"remote" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"next_attempt_at" timestamp (3) with time zone,
	"last_error" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"first_sent_at" timestamp (3) with time zone,
	"last_sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "silences" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"matchers" jsonb NOT NULL,
	"service_id" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_episodes" ADD CONSTRAINT "alert_episodes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_events" ADD CONSTRAINT "incident_events_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_diagnosis_id_diagnoses_id_fk" FOREIGN KEY ("diagnosis_id") REFERENCES "public"."diagnoses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices_read" ADD CONSTRAINT "notices_read_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_channel_id_notification_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."notification_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_deployment_id_deployments_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "silences" ADD CONSTRAINT "silences_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_episodes_one_open" ON "alert_episodes" USING btree ("source","fingerprint") WHERE "alert_episodes"."status" in ('firing', 'stale');--> statement-breakpoint
CREATE INDEX "alert_episodes_incident" ON "alert_episodes" USING btree ("incident_id","received_at");--> statement-breakpoint
CREATE INDEX "alert_episodes_silent" ON "alert_episodes" USING btree ("last_seen_at") WHERE "alert_episodes"."status" = 'firing';--> statement-breakpoint
CREATE UNIQUE INDEX "alert_rules_name" ON "alert_rules" USING btree ("service_id","name");--> statement-breakpoint
CREATE INDEX "delivery_attempts_read" ON "delivery_attempts" USING btree ("notification_id","id");--> statement-breakpoint
CREATE INDEX "incident_events_read" ON "incident_events" USING btree ("incident_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_one_open" ON "incidents" USING btree ("grouping_key") WHERE "incidents"."status" in ('firing', 'acknowledged', 'stale');--> statement-breakpoint
CREATE INDEX "incidents_received" ON "incidents" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "incidents_service" ON "incidents" USING btree ("service_id","received_at");--> statement-breakpoint
CREATE INDEX "incidents_named" ON "incidents" USING btree ("service","received_at");--> statement-breakpoint
CREATE INDEX "incidents_grouping" ON "incidents" USING btree ("grouping_key","received_at");--> statement-breakpoint
CREATE INDEX "incidents_diagnosis" ON "incidents" USING btree ("diagnosis_id");--> statement-breakpoint
CREATE INDEX "incidents_status" ON "incidents" USING btree ("status","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one" ON "notifications" USING btree ("channel_id","subject");--> statement-breakpoint
CREATE INDEX "notifications_incident" ON "notifications" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "notifications_due" ON "notifications" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE INDEX "silences_ends" ON "silences" USING btree ("ends_at");