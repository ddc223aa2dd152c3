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
  DEMO: z.stringbool().default(false),
  WATCH_SECONDS: z.coerce.number().min(0).max(3600).default(60),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Where the local platform's services are described. */
  LOCAL_PLATFORM_CONFIG: z.string().optional(),
  /** First of the ports that the local platform and its services listen on. */
  LOCAL_BASE_PORT: z.coerce.number().int().min(1).max(65000).default(4100),
});
export type Environment = z.infer<typeof environmentSchema>;

const MIN_SECRET = 32;

/** Reads and checks the environment; an error names the variable and the remedy. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable:\n  ${lines.join('\n  ')}`);
  }
  return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
}

/** The secret that signs sessions. Without a real one nothing that serves people may start. */
export function sessionSecret(environment: Environment): string {
  const secret = environment.NEXTAUTH_SECRET;
  if (secret && secret.length >= MIN_SECRET) return secret;
  throw new Error(
    `NEXTAUTH_SECRET must be set to at least ${MIN_SECRET} random characters, e.g. from "openssl rand -base64 48". Only "npm run demo" makes one by itself.`,
  );
}
