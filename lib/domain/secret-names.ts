/**
 * What a name promises of its value. `sure`: whatever is set under it is a secret. `likely`: a secret
 * too, unless it reads like a word, a name, a path or a count.
 */
export type Promised = 'sure' | 'likely' | 'none';

/** Words at the end of a name that say in which place or in which round a secret is used. */
const TRAILING =
  /(?:^| )(?:prod|production|staging|stage|dev|development|test|live|sandbox|base|old|new|current|previous|next|primary|secondary|backup|main|default|value|plain|text|raw|b64|base64|env|v?\d{1,3})$/;
const PASSWORD = /(?:^| )(?:password|passwd|passphrase|passwort|pwd|passcode|storepass|keypass|requirepass|masterauth|sshpass|pgpass)$/;
/** Names written without a sign between their words. */
const JOINED =
  /(?:password|passwd|passphrase|apikey|secretkey|accesskey|privatekey|authkey|apisecret|clientsecret|appsecret|authtoken|apitoken|accesstoken|refreshtoken|idtoken|sessiontoken|bearertoken|usertoken|bottoken|dbpass|userpass)$/;
const KEY =
  /(?:^| )(?:api|access|secret|private|account|auth|signing|encryption|encrypt|encrypting|decryption|master|subscription|hmac|jwt|aes|webhook|shared|admin|storage|wrapping|unseal|root|ssl|tls|ssh|pgp|gpg|cookie|session|app|application|client|consumer|deploy|license|integration|routing secret|master data|data)(?: access)? key$/;
const SURE_KEY =
  /(?:^| )(?:api|access|secret|private|account|auth|signing|encryption|encrypt|decryption|master|subscription|hmac|jwt|aes|shared|unseal|cookie)(?: access)? key$/;
const TOKEN =
  /(?:^| )(?:access|auth|oauth|api|refresh|id|bearer|session|bot|jwt|personal|security|webhook|verification|registration|private|deploy|service|account|user|admin|app|slack|github|gitlab|npm|vault|root|login|device|join|bootstrap|push|ci|job|registry|xsrf|csrf|x) token$/;
const SECRET =
  /(?:^| )(?:client|app|application|shared|webhook|jwt|session|hmac|signing|consumer|cookie|oauth|api|account|auth|key|access key|token|master|nextauth|user) secret$/;
/** A token that leads to the next page or that a parser reads is no secret. */
const HARMLESS_TOKEN =
  /(?:^| )(?:page|next|prev|previous|continue|continuation|cursor|sync|resume|unexpected|cancellation|lexer|fencing|stop|start|end) tokens?$/;
const LIKELY =
  /(?:^| )(?:secrets?|tokens?|credentials?|creds?|pass|passwords|auth|authentication|authorization|cookies?|sig|signature|signature 256|session token|sessid|phpsessid|jsessionid|asp net session id|connect sid|sid|sessionid|session cookie|laravel session|webhook url|sas|access keys?|api keys|private keys?|otp|pin|mfa code|pw|psw)$/;

const UNITS =
  /(?:^| )(?:count|total|limit|max|min|num|number|length|size|ttl|seconds|ms|per|type|name|names|file|path|dir|ref|id|ids|url|uri|endpoint|policy|age|expiry|expires|enabled|required|budget|usage|used|rate)$/;
const cache = new Map<string, Promised>();
const MAX_CACHED = 2_000;

/** `dbPassword`, `DB_PASSWORD`, `db-password` and `$db.password` all become `db password`. */
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]{1,8}/g, ' ')
    .trim()
    .toLowerCase();
}

/** What a setting, a field, a header or a flag of this name holds. */
export function promisedBy(name: string): Promised {
  const known = cache.get(name);
  if (known) return known;
  const found = judge(name);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(name, found);
  return found;
}

function judge(name: string): Promised {
  let said = words(name);
  for (let turn = 0; turn < 2; turn += 1) said = said.replace(TRAILING, '') || said;
  if (HARMLESS_TOKEN.test(said) || UNITS.test(said)) return 'none';
  // Digits may follow without a sign: password2.
  const bare = said.replace(/\d{1,3}$/, '');
  if (PASSWORD.test(bare) || JOINED.test(bare) || SURE_KEY.test(said) || TOKEN.test(said) || SECRET.test(said)) return 'sure';
  // Settings are written in capitals: there a token is a token and no word of a sentence.
  if (/^[A-Z][A-Z0-9_]{2,}$/.test(name) && /(?:^| )(?:secret|token|credentials?|pass|auth|creds)$/.test(bare)) return 'sure';
  return KEY.test(said) || LIKELY.test(bare) ? 'likely' : 'none';
}
