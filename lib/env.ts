import { resolve } from 'node:path';
import { z } from 'zod';

/** The only reader of `process.env`; everything else is handed values. Names are documented in `docs/configuration.md`. */
const environmentSchema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  /** Runs migrations; when unset DATABASE_URL's role must own the database. */
  DATABASE_OWNER_URL: z.string().min(1).optional(),
  NEXTAUTH_SECRET: z.string().optional(),
  NEXTAUTH_URL: z.url().optional(),
  /** Where people open this control plane; links in messages begin with it. NEXTAUTH_URL when it is not set. */
  PUBLIC_URL: z.url().optional(),
  /** Labels of an alert that may name its service, the most telling first. */
  ALERT_SERVICE_LABELS: z
    .string()
    .default('service,app,app_kubernetes_io_name,application,job,deployment,statefulset,daemonset,container,pod')
    .transform((text) =>
      text
        .split(',')
        .map((label) => label.trim())
        .filter((label) => label !== ''),
    ),
  /** Hosts in private networks that channels entered through the product may lead to, e.g. `hooks.internal,10.0.0.5:8080`. */
  OUTBOUND_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim())
        .filter((host) => host !== ''),
    ),
  SLACK_API_URL: z.url().default('https://slack.com/api/'),
  /** `https://events.eu.pagerduty.com` for accounts in the EU. */
  PAGERDUTY_URL: z.url().default('https://events.pagerduty.com'),
  /** The mail server, e.g. `smtps://user:password@mail.example.com`; without it no mail is sent. */
  SMTP_URL: z.url().optional(),
  SMTP_FROM: z.string().default('Control Plane <control-plane@localhost>'),
  /** Seconds after which Alertmanager repeats an alert that goes on (its repeat_interval); silent for twice as long is stale. */
  ALERT_REPEAT_SECONDS: z.coerce.number().int().min(60).default(14_400),
  /** Seconds after which a Watchdog alert that was seen and stays away means that alerting is broken; 0 never says so. */
  WATCHDOG_SILENT_SECONDS: z.coerce.number().int().min(0).default(600),
  /** Encrypts the secrets of services in the database; 32 bytes in base64 or hex, the same for every process. */
  ENCRYPTION_KEY: z.string().optional(),
  /** Keys that were used before, separated by commas: they still open what they have sealed. */
  ENCRYPTION_KEY_PREVIOUS: z.string().optional(),
  DEMO: z.stringbool().default(false),
  /** OpenID Connect: people sign in there, and its access tokens are taken. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z.string().default('openid profile email'),
  /** Dotted paths in the claims. */
  OIDC_ROLES_CLAIM: z.string().default('realm_access.roles'),
  OIDC_TEAMS_CLAIM: z.string().optional(),
  /** What access tokens must be meant for; OIDC_CLIENT_ID when it is not set. */
  OIDC_AUDIENCE: z.string().optional(),
  /** Made an administrator at start while there is none. */
  FIRST_ADMIN_EMAIL: z.email().optional(),
  FIRST_ADMIN_PASSWORD: z.string().min(12).max(1000).optional(),
  /** Calls a minute of one person or token to one process; 0 is no limit. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).default(1200),
  /** Where our own traces go by OTLP/HTTP; unset: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** How long is kept what would otherwise grow for ever; audit entries, deployments and reports are kept for good. */
  RETENTION_TELEMETRY_HOURS: z.coerce.number().int().min(1).max(720).default(6),
  RETENTION_ROLLUP_DAYS: z.coerce.number().int().min(2).max(400).default(8),
  RETENTION_DIAGNOSIS_EVENTS_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  RETENTION_INCIDENT_DAYS: z.coerce.number().int().min(1).max(3650).default(365),
  RETENTION_SESSION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  RATE_LIMIT_EXECUTE_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).default(60),
  WATCH_SECONDS: z.coerce.number().min(0).max(3600).default(60),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Where the local platform's services are described. */
  LOCAL_PLATFORM_CONFIG: z.string().optional(),
  /** First of the ports that the local platform and its services listen on. */
  LOCAL_BASE_PORT: z.coerce.number().int().min(1).max(65000).default(4100),
});
export type Environment = z.infer<typeof environmentSchema>;

/** Where people open this control plane, without a slash at its end. */
export function publicUrlOf(environment: Environment): string {
  return (environment.PUBLIC_URL ?? environment.NEXTAUTH_URL ?? `http://localhost:${environment.PORT}`).replace(/\/+$/, '');
}

const MIN_SECRET = 32;

/** Reads and checks the environment; an error names the variable and the remedy. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.superRefine(refuseHalves).safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable:\n  ${lines.join('\n  ')}`);
  }
  return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
}

/** What is of no use without another variable is a mistake that must not pass for a working sign-in. */
function refuseHalves(given: Environment, ctx: z.RefinementCtx): void {
  const needs = (name: keyof Environment, ...others: (keyof Environment)[]) => {
    if (given[name] === undefined || others.some((other) => given[other] !== undefined)) return;
    ctx.addIssue({ code: 'custom', path: [name], message: `needs ${others.join(' or ')} as well` });
  };
  needs('OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_AUDIENCE');
  needs('OIDC_CLIENT_ID', 'OIDC_ISSUER');
  needs('OIDC_CLIENT_SECRET', 'OIDC_CLIENT_ID');
  needs('FIRST_ADMIN_PASSWORD', 'FIRST_ADMIN_EMAIL');
}

/** The secret that signs sessions. Without a real one nothing that serves people may start. */
export function sessionSecret(environment: Environment): string {
  const secret = environment.NEXTAUTH_SECRET;
  if (secret && secret.length >= MIN_SECRET) return secret;
  throw new Error(
    `NEXTAUTH_SECRET must be set to at least ${MIN_SECRET} random characters, e.g. from "openssl rand -base64 48". Only "npm run demo" makes one by itself.`,
  );
}

/** How long the worker keeps what it clears away, in days. */
export function keptFor(environment: Environment): { eventDays: number; incidentDays: number; sessionDays: number } {
  const { RETENTION_DIAGNOSIS_EVENTS_DAYS, RETENTION_INCIDENT_DAYS, RETENTION_SESSION_DAYS } = environment;
  return { eventDays: RETENTION_DIAGNOSIS_EVENTS_DAYS, incidentDays: RETENTION_INCIDENT_DAYS, sessionDays: RETENTION_SESSION_DAYS };
}
