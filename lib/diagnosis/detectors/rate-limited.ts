import { logSymptom } from '../log-symptom.ts';

/** Another system answers that it was asked too often. A limit that the service sets its own callers is none. */
export const rateLimited = logSymptom({
  mode: 'dependency.rate_limited',
  name: 'rate_limited',
  strength: 0.6,
  patterns: [
    /(?:upstream|request to|call(?:ing)? to|calling|requesting|fetching|(?:response|answer|error) from)\s{1,3}(?:(?:GET|POST|PUT|PATCH|DELETE)\s)?["']?(?:https?:\/\/)?([a-z0-9][\w.-]{1,120})[^\n]{0,120}?\b(?:429\b(?!\s?(?:ms|s|bytes|B)\b)|Too Many Requests\b)/i,
    /\b429\b[^\n]{0,60}(?:for url:?|from)\s{1,3}["'(]?(?:https?:\/\/)?([a-z0-9][\w.-]{1,120})/i,
    /(?<!Completed )\b429:? Too Many Requests|HttpClientErrorException\$TooManyRequests|TooManyRequests(?:Exception|Error)\b|(?:with|status(?: code)?|not indicate success)(?: of)?:? \(?429\b(?!\s?(?:ms|s|bytes)\b)/i,
    /RateLimitExceeded|RateLimitError\b|RequestLimitExceeded|ProvisionedThroughputExceeded|ThrottlingException|Throttling: Rate exceeded|SlowDown: Please reduce|insufficient_quota/,
    /rate limit (?:was )?(?:exceeded|reached)(?! (?:for|by) (?:the )?(?:client|user|ip|caller|tenant|account|key|address|\d))|(?<!disk )quota exceeded|exceeded (?:your|the) (?:current |request |api )?quota/i,
    /RESOURCE_EXHAUSTED(?!.{0,80}(?:larger than|memory|message size))/,
  ],
});
