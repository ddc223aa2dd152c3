import { logSymptom } from '../log-symptom.ts';

/** Credentials that another system does not accept, or no longer. */
export const credentials = logSymptom({
  mode: 'auth.credentials_rejected',
  name: 'credentials',
  strength: 0.6,
  patterns: [
    /password authentication failed for user "?([\w.@-]+)"?|Access denied for user '?([\w.@%-]+)'?/i,
    /(?:WRONGPASS|NOAUTH|invalid username-password pair|SASL authentication failed|authentication failed: bad (?:password|credentials)|Login failed for user '?([\w.@-]+)'?)/i,
    /(?:upstream|request|call|response|status(?: code)?)\D{1,80}\b401\b(?! \w+ms)|\b401 Unauthorized\b.{0,60}(?:from|for|url)/i,
    /(?:InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|invalid_client|invalid_grant|token (?:has )?expired|invalid api key|incorrect api key)/i,
  ],
});
