/**
 * One agent at a time holds this advisory lock for its whole life. The number is arbitrary, below
 * 2^31 and used for nothing else; Postgres shows it as classid 0 and objid in `pg_locks`.
 */
export const AGENT_LOCK = 1_128_300_101;

/** Postgres channel on which both sides wake each other; `lib/db/notify.ts` names it for the rest. */
export const LOCAL_CHANNEL = 'local_platform';

/** A status may be this old, in seconds, before an agent without its lock counts as dead. */
export const STALE_SECONDS = 10;

/** What a notice of a new desired state begins with; a notice of a new status is the bare service key. */
export const DESIRED_PREFIX = 'desired:';
