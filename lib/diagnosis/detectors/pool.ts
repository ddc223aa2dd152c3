import { logSymptom } from '../log-symptom.ts';

/** No connection of a pool becomes free: too few, or some are never given back. */
export const poolExhausted = logSymptom({
  mode: 'resource.pool_exhausted',
  name: 'pool_exhausted',
  strength: 0.65,
  patterns: [
    /pool (?:is |was |has been )?(?:exhausted|timed out|empty)\b|connection pool timeout$|connection pool timeout(?= \()|pool is full(?!, discarding)|no (?:free|available|idle) connections? (?:in|from) (?:the )?pool/i,
    /(\S{1,120}) - Connection is not available, request timed out after/,
    /QueuePool limit of size \d+ overflow \d+ reached|PoolTimeout\b|ConnectionAcquireTimeoutError|ResourceRequest timed out|Timeout acquiring a connection|Unable to acquire a connection|timeout exceeded when trying to connect|Timed out fetching a new connection from the connection pool/i,
    /could not obtain a connection from the pool|Cannot get a connection, pool error|Could not get a resource (?:from the pool|since the pool is exhausted)|Timeout waiting for idle object|checkout a Connection has timed out|timed out while checking out a connection|request was dropped from queue after/i,
    /prior to obtaining a connection from the pool/i,
  ],
});
