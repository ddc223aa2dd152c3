import { promisedBy } from './secret-names.ts';
import { isSecretValue, looksDrawn } from './secret-values.ts';

/** Longest value that is looked at; what is longer is hidden up to here and goes on being looked at. */
const MAX_VALUE = 4_096;

type Hide = (secret: string) => string;
type Found = { start: number; end: number };

/** A name and the sign between it and its value: `a=b`, `a: b`, `"a": "b"`, `a => b`, `\"a\":\"b\"`, `a%3Db`, `["a"]=> "b"`, `a：b`. */
const ASSIGNMENT =
  /(?:(?<![A-Za-z0-9_$.-])|(?<=%[0-9A-Fa-f]{2}))([A-Za-z_$-][A-Za-z0-9_$.-]{1,120}(?:[ \t](?:access[ \t])?(?:[Kk]ey|[Ss]ecret|[Tt]oken|[Pp]assword))?)(?:\\{0,3}["'`])?\]?(?:[ \t]{0,8}(?:=>|:=|={1,2}|:|%3[dD])|(?=["'`]?[ \t]{0,4}=))(?:\s{0,40}(?=\\{0,3}["'])|[ \t]{0,40})/g;
/** `--password x`, `"--password","x"`, `-storepass x`. */
const FLAG = /(?<![\w-])--?([A-Za-z][\w.-]{2,80})(?:[ \t]{1,4}|["'][ \t]{0,4},\s{0,4}["']|["'][ \t]{1,4}["'])(?!-)/g;
/** Words of other tongues and of configuration files, whose value follows after a sign or a space. */
const SPOKEN =
  /(?:(?:密碼|密码|口令|通行碼|金鑰|密鑰|密钥|權杖|令牌|パスワード|비밀번호)\s{0,2}(?:[:：=＝]|是|為|为)\s{0,2}|(?<![\w-])(?:requirepass|masterauth|(?:login \S{1,64}|account \S{1,64}) password)[ \t]{1,4}|\b(?:IDENTIFIED(?: WITH \S{1,40})? BY|(?:WITH )?(?:ENCRYPTED )?PASSWORD)\s{1,4}(?=['"])|\b(?:password|passphrase|api key)\s(?:(?:is|was|of)\s)?(?=["'`][^"'`\s]{4,200}["'`]))/gi;
/** The command's own short flags for a password. */
const SHORT_FLAG =
  /\b(?:mysql(?:dump|admin|import|show)?|mariadb(?:-dump)?|mongo(?:sh|dump|restore|export|import)?)\b[^\n|;&]{0,200}?\s-p(?=[^\s-])|\b(?:docker|podman|nerdctl|helm|skopeo|buildah|oras|az|oc|crane)\b[^\n|;&]{0,120}?\blogin\b[^\n|;&]{0,200}?\s-p[ =]|\bsshpass -p ?|\b(?:redis-cli|valkey-cli)\b[^\n|;&]{0,200}?\s-a ?|\bmongo(?:sh|dump|restore|export|import)?\b[^\n|;&]{0,200}?\s-p |\b(?:ldap(?:search|add|modify|whoami))\b[^\n|;&]{0,200}?\s-w ?|-pass(?:in|out)? pass:|\b(?:curl|http|wget)\b[^\n|;&]{0,200}?\s(?:-u|--user)[ =]?["']?[^\s:"']{1,64}:/g;
/** An object, an element or two lines that give name and value apart. */
const PAIR =
  /\b(?:name|key|Name|Key)\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?([\w.-]{2,100})\\{0,3}["']?[\s,;]{1,40}\\{0,3}["']?(?:value|Value)\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}/g;
const ELEMENT = /<([A-Za-z][\w:.-]{1,64})(?:\s[^<>]{0,200})?>(?=[^<>\s])/g;
const SCHEME =
  /\b(Bearer|Basic|Token|ApiKey|Api-Key|Digest|GenieKey|Splunk|SSWS|PVEAPIToken|Negotiate|NTLM|DPoP|Key)[ \t]{1,4}(?=[A-Za-z0-9._~+/=-]{8})/gi;
const COOKIES = /\b(?:set-)?cookie["']?[ \t]{0,4}[:=][ \t]{0,4}(?:\[?["'])?(?=[^\s"']{1,200}=)/gi;
const COOKIE = /([^\s=;,"']{1,120}=)([^\s;,"']{1,4096})/g;
const ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|version|priority|secure|httponly|theme|lang(?:uage)?|locale)=$/i;

/** Replaces what stands under names that promise a secret; all else stays as it is. One pass for each kind of place, none goes back. */
export function hideNamed(text: string, hide: Hide): string {
  let said = eachCookie(text, hide);
  said = scan(said, SCHEME, (match, end) => schemeValue(said, match[1] ?? '', end), hide);
  said = scan(said, PAIR, (match, end) => namedValue(said, match[1] ?? '', end), hide);
  said = scan(said, ASSIGNMENT, (match, end) => namedValue(said, match[1] ?? '', end, match[0]), hide);
  said = scan(said, FLAG, (match, end) => flagValue(said, match[1] ?? '', end), hide);
  said = scan(said, ELEMENT, (match, end) => namedValue(said, match[1] ?? '', end), hide);
  said = scan(said, SPOKEN, (_match, end) => accepted(said, valueAt(said, end), true), hide);
  return scan(said, SHORT_FLAG, (_match, end) => accepted(said, valueAt(said, end), true), hide);
}

function scan(text: string, pattern: RegExp, find: (match: RegExpExecArray, end: number) => Found | null, hide: Hide): string {
  pattern.lastIndex = 0;
  let [result, kept] = ['', 0];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const found = find(match, pattern.lastIndex);
    if (match[0] === '') pattern.lastIndex += 1;
    if (!found || found.start < kept) continue;
    result += text.slice(kept, found.start) + hide(text.slice(found.start, found.end));
    kept = found.end;
    pattern.lastIndex = Math.max(found.end, pattern.lastIndex);
  }
  return kept === 0 ? text : result + text.slice(kept);
}

function eachCookie(text: string, hide: Hide): string {
  return scanLines(text, COOKIES, (line) =>
    line.replace(COOKIE, (whole, name: string, value: string) =>
      ATTRIBUTE.test(name) || value.length < 8 || !isSecretValue(value, true) ? whole : name + hide(value),
    ),
  );
}

/** Rewrites what follows each match up to the end of its line or of its quotes. */
function scanLines(text: string, pattern: RegExp, rewrite: (rest: string) => string): string {
  pattern.lastIndex = 0;
  let [result, kept] = ['', 0];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = pattern.lastIndex;
    const stop = /["'\n]/g;
    stop.lastIndex = start;
    const end = Math.min(stop.exec(text.slice(0, start + MAX_VALUE * 2))?.index ?? text.length, start + MAX_VALUE * 2, text.length);
    result += text.slice(kept, start) + rewrite(text.slice(start, end));
    kept = end;
    pattern.lastIndex = Math.max(end, start);
  }
  return result + text.slice(kept);
}

function namedValue(text: string, name: string, start: number, whole = ''): Found | null {
  const promised = promisedBy(name);
  if (promised === 'none') return null;
  const value = whole.toLowerCase().includes('%3d') ? encodedAt(text, start) : valueAt(text, start);
  if (!value) return null;
  // `password: must match`: a sentence goes on where a setting ends. After = there are no sentences.
  if (value.bare && /:\s+$/.test(whole) && isProse(text, value)) return null;
  if (/^authorization$|-authorization$/i.test(name)) return credentials(text, value);
  return accepted(text, value, promised === 'sure');
}

/** A usage line names the value after its flag, in capitals. */
function flagValue(text: string, name: string, start: number): Found | null {
  const found = namedValue(text, name, start);
  return found && text.slice(found.start, found.end) === name.toUpperCase() ? null : found;
}

function accepted(text: string, value: Found | null, sure: boolean): Found | null {
  return value && isSecretValue(text.slice(value.start, value.end), sure) ? value : null;
}

function isProse(text: string, value: Found): boolean {
  if (!/^[A-Za-z]+$/.test(text.slice(value.start, value.end))) return false;
  return /^ [A-Za-z]{2,20}(?:[ .,;!?]|$)/.test(text.slice(value.end, value.end + 24));
}

/** The value of an Authorization header is its scheme and the credentials; the scheme may stay. */
function credentials(text: string, value: Found): Found | null {
  const scheme = /^[A-Za-z][A-Za-z-]{1,20}[ \t]{1,4}/.exec(text.slice(value.start, value.start + 26))?.[0] ?? '';
  const start = value.start + scheme.length;
  if (scheme === '') return accepted(text, value, false);
  return accepted(text, value.end > start ? { start, end: value.end } : bareAt(text, start), false);
}

function schemeValue(text: string, scheme: string, start: number): Found | null {
  const run = /[A-Za-z0-9._~+/=:-]{8,8192}/y;
  run.lastIndex = start;
  const said = run.exec(text)?.[0] ?? '';
  if (/^basic$/i.test(scheme) && isBasic(said)) return { start, end: start + said.length };
  const open = /^(?:bearer|basic|apikey|api-key|geniekey|splunk|ssws)$/i.test(scheme);
  return open && looksDrawn(said) && !/^[\w-]+=[^=]/.test(said) ? { start, end: start + said.length } : null;
}

/** RFC 7617: base64 of user:password. */
function isBasic(said: string): boolean {
  try {
    return /^[\x20-\x7e]{1,200}$/.test(atob(said)) && atob(said).includes(':');
  } catch {
    return false;
  }
}

type Value = Found & { bare: boolean };

/** What stands at this place as one value: quoted, quoted in a quoted text, a block of YAML, or as far as it goes. */
function valueAt(text: string, from: number): Value | null {
  const block = /[|>][+-]?[ \t]{0,8}\n[ \t]{1,40}/y;
  block.lastIndex = from;
  const start = block.test(text) ? block.lastIndex : from;
  const open = /(\\{0,3})(["'`])/y;
  open.lastIndex = start;
  const quote = open.exec(text);
  if (!quote) return bareAt(text, start);
  const [whole, escape = '', sign = '"'] = quote;
  const inside = start + whole.length;
  const end = closing(text, inside, escape + sign);
  // Shells join what stands side by side: 'a'"b".
  if (escape === '' && /^["'][^\s,;:)}\]"']/.test(text.slice(end + 1, end + 3)) && text[end + 1] !== sign) {
    const next = bareQuoted(text, end + 1);
    return { start: inside, end: next, bare: false };
  }
  return { start: inside, end, bare: false };
}

function bareQuoted(text: string, at: number): number {
  return closing(text, at + 1, text[at] ?? '"');
}

/** Where this quotation ends: at its sign when that is not escaped, at the end of the line, or where nobody reads on. */
function closing(text: string, from: number, sign: string): number {
  const limit = Math.min(text.length, from + MAX_VALUE);
  for (let index = from; index < limit; index += 1) {
    if (text[index] === '\n') return index;
    if (text.startsWith(sign, index)) return index;
    if (sign.length === 1 && text[index] === '\\') index += 1;
  }
  return limit;
}

/** An unquoted value ends at white space, at a quotation mark, and at a sign that the next name follows. */
function bareAt(text: string, start: number): Value | null {
  const run = /[^\s"'`<>]{1,4096}/y;
  run.lastIndex = start;
  const said = run.exec(text)?.[0];
  if (!said) return null;
  const next = /[,;&](?:[\w.$%-]{1,60}(?:=|:|%3)|$)|[，。；（）、]/.exec(said)?.index ?? said.length;
  const end = said.slice(0, next).replace(/[)}\]]{1,4}$/, (signs) => (balanced(said.slice(0, next)) ? signs : ''));
  const bare = end.replace(/[,;:.!?]{1,3}$/, '');
  return bare === '' ? null : { start, end: start + bare.length, bare: true };
}

/** A bracket that was opened inside belongs to the value. */
function balanced(said: string): boolean {
  return /[([{]/.test(said);
}

/** A value inside an encoded query goes as far as the next encoded or plain sign. */
function encodedAt(text: string, start: number): Value | null {
  const run = /(?:(?!%26|%23|%20|%22)[^\s"'`<>&#]){1,4096}/y;
  run.lastIndex = start;
  const said = run.exec(text)?.[0];
  return said ? { start, end: start + said.length, bare: true } : null;
}
