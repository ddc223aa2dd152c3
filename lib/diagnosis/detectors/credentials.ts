import { logSymptom } from '../log-symptom.ts';

/** Credentials that another system does not accept, or no longer. A visitor who gives a wrong password to the service is none. */
export const credentials = logSymptom({
  mode: 'auth.credentials_rejected',
  name: 'credentials',
  strength: 0.6,
  patterns: [
    /password authentication failed for user "?([\w.@-]+)"?|Access denied for user '([\w.%-]{0,80})'@|no pg_hba\.conf entry for host "[^"]{1,80}", user "([\w.@-]+)"/i,
    /(?:SqlException|SqlClient|SQLServer|SQL Server|18456|mssql|tds).{0,200}Login failed for user '?([\w.@\\-]+)'?/i,
    /WRONGPASS|NOAUTH\b|invalid username-password pair|SASL authentication failed|SaslAuthenticationException|authentication failed: bad (?:password|credentials)|Mongo\w{0,20}Error: Authentication failed|ACCESS_REFUSED|ORA-01017/,
    /(?:upstream|request to|call(?:ing)? to|calling|requesting|fetching|(?:response|answer|error) from)\s{1,3}(?:(?:GET|POST|PUT|PATCH|DELETE)\s)?["']?(?:https?:\/\/)?([a-z0-9][\w.-]{1,120})[^\n]{0,120}?\b40[13]\b(?!\s?(?:ms|s|bytes|B)\b)/i,
    /\b40[13]\b[^\n]{0,60}(?:for url:?|from)\s{1,3}["'(]?(?:https?:\/\/)?([a-z0-9][\w.-]{1,120})/i,
    /HttpClientErrorException\$(?:Unauthorized|Forbidden)|(?:responded with status|not indicate success|resulted in a)(?: of)?:? [`(]?40[13]\b/,
    /InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken(?:Exception)?\b|UnrecognizedClientException|InvalidClientTokenId|invalid_client\b|\b(?:invalid|incorrect) api[ _-]key\b/i,
  ],
});
