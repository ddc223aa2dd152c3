import { logSymptom } from '../log-symptom.ts';

/** No connection of a pool becomes free: too few, or some are never given back. */
export const poolExhausted = logSymptom({
  mode: 'resource.pool_exhausted',
  name: 'pool_exhausted',
  strength: 0.65,
  patterns: [
    /(?:connection )?pool (?:is )?(?:exhausted|timed? ?out|is full)|no (?:free|available|idle) connections? (?:in|from) (?:the )?pool/i,
    /(\S+) - Connection is not available, request timed out after/,
    /QueuePool limit of size \d+ overflow \d+ reached|PoolTimeout|ResourceRequest timed out|Timeout acquiring a connection|Unable to acquire a connection|timeout exceeded when trying to connect|Timed out fetching a new connection from the connection pool/i,
    /Timeout expired\.\s+The timeout period elapsed prior to obtaining a connection from the pool/,
  ],
});
