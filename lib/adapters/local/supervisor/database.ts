import postgres from 'postgres';
import { APP_ROLE } from '#/lib/db/role.ts';

/** The driver would wait up to 20 s before it looks for a database that had been away. */
const retrySeconds = () => 0.5;

/** The agent speaks plain SQL over the driver: the query builder would more than double its memory. */
export type AgentDatabase = ReturnType<typeof openAgentDatabase>;

/** A small pool for the agent's writes. Connections end after 15 s without a statement's end. */
export function openAgentDatabase(url: string) {
  return postgres(url, {
    max: 2,
    connect_timeout: 5,
    backoff: retrySeconds,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: {
      application_name: 'control-plane-agent',
      TimeZone: 'UTC',
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      role: APP_ROLE,
    },
  });
}

/** One connection that lives as long as it can: it carries the advisory lock and nothing else. */
export function openLockConnection(url: string) {
  return postgres(url, {
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 5,
    backoff: retrySeconds,
    onnotice: () => undefined,
    connection: { application_name: 'control-plane-agent-lock', statement_timeout: 5_000, role: APP_ROLE },
  });
}
