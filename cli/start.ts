import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnvironment, sessionSecret } from '#/lib/env.ts';

/**
 * `npm start`: the web on one's own database, from the build at hand. What is missing is said in one sentence
 * before anything is opened. SIGTERM ends it as `lib/http/start-web.ts` says: what was accepted is finished.
 */
const root = resolve(import.meta.dirname, '..');
try {
  const environment = readEnvironment();
  sessionSecret(environment);
  if (!environment.DATABASE_URL) {
    throw new Error('DATABASE_URL is not set: name the PostgreSQL database, e.g. postgres://user:password@localhost:5432/control_plane.');
  }
  if (!environment.NEXTAUTH_URL) {
    throw new Error('NEXTAUTH_URL is not set: name the address that people use, e.g. https://control-plane.example.com.');
  }
  if (!existsSync(join(root, '.next', 'BUILD_ID'))) throw new Error('There is no production build: run "npm run build" first.');
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_MANUAL_SIG_HANDLE: 'true', NEXT_TELEMETRY_DISABLED: '1' });
  process.argv.splice(2, process.argv.length, 'start', root, '-p', String(environment.PORT));
  await import('next/dist/bin/next');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
