import { REDACTED } from './words.ts';

/** What is written where a secret would stand, and says that none is there or what kind it is. */
const WORD =
  /^(?:required|undefined|null|nil|none|missing|unset|empty|not|no|yes|true|false|on|off|parameter|unbound|invalid|expected|must|is|are|was|were|has|have|had|will|would|can|cannot|could|should|may|expired|expires|revoked|rejected|denied|refused|disabled|enabled|string|str|number|int|integer|bool|boolean|bytes|object|array|any|optional|unknown|found|wrong|incorrect|mismatch|malformed|error|failed|failure|success|ok|valid|verified|present|absent|redacted|hidden|masked|filtered|removed|omitted|sensitive|protected|encrypted|changed|rotated|updated|created|deleted|generated|provided|given|set|reset|and|or|but|for|of|in|the|a|an|to|too|from|with|at|by|unable|permission|access|prompt|default|strict|todo|tbd|example|placeholder|self|this|value|type|field|option|auto|file|env|new|public|private|sha256|bearer|basic|digest|negotiate|oauth2?|jwt|scram-sha-256|md5|trust|peer|n\/a|unauthorized|forbidden|unauthenticated|anonymous|internal|external|sign-?in|login)$/i;
/** `${X}`, `$X`, `{{ x }}`, `<x>`, `%s`, `***`, `xxxx`, `[FILTERED]`, `(hidden)`. */
const STAND_IN =
  /^(?:\$\{[^}]{0,200}\}?|\$\([^)]{0,200}\)?|\$[A-Z_][A-Z0-9_]{0,80}|\$[a-z_]{1,60}|\$\d|\{\{.{0,200}|<[^<>\s]{1,80}>?|%[sdvq@]|%\(\w{1,80}\)s|%[A-Z_]{2,80}%|[*•●xX.#_-]{3,200}|\[[A-Za-z _-]{1,40}\]?|\([a-z _-]{1,40}\)?|&?lt;.{0,80}|your[-_].{1,80}|my[-_]?(?:secret|password|token|key)|\?{1,8}|:\w{1,40}|@\w{1,40})$/;
/** Where the secret is to be found, not the secret: a manager's address, a variable, a call, a path. */
const REFERENCE =
  /^(?:(?:vault|op|arn|ssm|secretsmanager|gcp|aws|azure|keyvault|file|env|ref|secretref|sm|kms|sops|doppler|bws?|awssm|gcpsm)(?::|\+)|projects\/|(?:process\.)?env[.[(]|(?:import\.meta|os|System|config|settings|secrets|self|this|ctx|args|options|req|request|props|params|opts|var|local|data|vars|inputs|github|steps)\.[A-Za-z_]|!(?:Ref|Sub|GetAtt|vault|secret)|ENC\[|[A-Za-z_][A-Za-z_.]{2,80}\([^()]{0,100}\)?$)/;
const PATH =
  /^(?:~|\.{1,2}|[A-Za-z]:)?[/\\](?:[\w.@-]{1,80}[/\\]){1,20}[\w.@-]{0,80}$|^\/[a-z][\w-]{0,40}(?:\.[a-z]{2,5})?$|^[\w-]{1,60}\.(?:pem|key|crt|p12|jks|txt|json|ya?ml|env)$/;
/** How things are named that hold secrets: words with signs between them, small numbers at their ends. */
const NAME = /^[a-z]{2,40}(?:[-_./:](?:[a-z]{1,40}\d{0,2}|v?\d{1,3})){0,10}$/i;

/** Whether what stands under a name that promises a secret is one. `sure` names are believed sooner. */
export function isSecretValue(value: string, sure: boolean): boolean {
  if (value === '' || value.startsWith(REDACTED) || WORD.test(value) || STAND_IN.test(value) || REFERENCE.test(value)) return false;
  if (/[\u3400-\u9fff]/.test(value) && !/[A-Za-z0-9]{4}/.test(value)) return false;
  if (PATH.test(value)) return false;
  if (sure) return true;
  return value.length >= 6 && !/^[\d.,:+-]{1,12}[a-z%]{0,3}$/i.test(value) && (!NAME.test(value) || isMixed(value));
}

/** Whether capitals and small letters alternate more often than in words written together. */
function isMixed(value: string): boolean {
  return value.length >= 16 && (value.match(/[a-z][A-Z]/g)?.length ?? 0) >= value.length / 6;
}

/** Whether what follows "Bearer" can be a token: letters with digits, or letters of both cases, long enough. */
export function looksDrawn(text: string): boolean {
  if (text.length < 8 || STAND_IN.test(text)) return false;
  return (
    (/\d/.test(text) && /[A-Za-z]/.test(text)) || (text.length >= 20 && /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(text)) || /^\d{12,}$/.test(text)
  );
}
