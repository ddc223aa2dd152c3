ALTER TABLE "alert_rules" ADD COLUMN "calm_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "ruled" boolean DEFAULT false NOT NULL;