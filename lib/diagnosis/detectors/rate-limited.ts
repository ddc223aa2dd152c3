import { logSymptom } from '../log-symptom.ts';

/** Another system answers that it was asked too often. */
export const rateLimited = logSymptom({
  mode: 'dependency.rate_limited',
  name: 'rate_limited',
  strength: 0.6,
  patterns: [
    /(?:upstream|request to|call to|GET|POST|PUT|response from|https?:\/\/)\s*([\w./:-]{1,120})?.{0,80}\b(?:429|Too Many Requests)\b/i,
    /\b429\b.{0,20}Too Many Requests|HTTP[_ /]?(?:status |code |1\.1 )?429\b|RateLimitExceeded|rate limit (?:exceeded|reached)|ThrottlingException|Throttling: Rate exceeded|quota exceeded|RESOURCE_EXHAUSTED|TooManyRequestsException|insufficient_quota/i,
  ],
});
