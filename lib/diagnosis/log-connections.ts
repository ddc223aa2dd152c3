import { portConflict } from './log-ports.ts';

/** Where a call went to, as far as a line or a span says. */
export type Address = { host: string | null; port: number | null };

/** Longer lines are not read to the end. */
const LONGEST = 2_000;
/** A name of the DNS is at most 253 characters long. */
const HOST = String.raw`[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?`;

/** What runtimes, drivers and proxies say of a call that got no connection. A setting called "connection timeout" is none. */
const REFUSED: readonly RegExp[] = [
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectTimeoutError|Net::OpenTimeout/,
  /connection refused|actively refused|no route to host|network is unreachable|upstream (?:connect error|unreachable)|no healthy upstream/i,
  /connect(?:ion)? (?:to \S{1,300} |attempt )?timed out|connect(?:ion)? to \S{1,300} timeout\b|dial tcp .{0,300}(?:i\/o timeout|refused)/i,
  /failed to connect to|could(?: not|n't) connect to|can(?:not|'t) connect to|unable to connect to|Communications link failure/i,
  /connection to node \S{1,40} .{0,120}could not be established|no connection established|because the connected party did not properly respond/i,
];
const HOST_PORT = new RegExp(String.raw`(?:\/\/|@|\b)((?:\[[0-9a-f:]{2,45}\])|${HOST}|::1):(\d{1,5})\b(?!:\d)`, 'gi');
const SOURCE_FILE = /\.(?:[cm]?[jt]sx?|py|go|java|rb|rs|kt|cs|php|scala|exs?)$/i;
/** The address in the words of urllib3, of libpq old and new, of curl and of MySQL. */
const SPELLED: readonly RegExp[] = [
  /host=['"]([^'"]{1,253})['"], port=(\d{1,5})/,
  /connection to server at "([^"]{1,253})"(?: \([^)]{0,60}\))?, port (\d{1,5})/,
  /running on host "([^"]{1,253})"[\s\S]{0,120}?on port (\d{1,5})/,
  new RegExp(String.raw`connect to (?:server )?(${HOST}) port (\d{1,5})`, 'i'),
  new RegExp(String.raw`server on ['"](${HOST})(?::(\d{1,5}))?['"]`, 'i'),
];

/** The address that does not answer; null when the line tells of no such thing. */
export function unreachable(whole: string): Address | null {
  const text = whole.slice(0, LONGEST);
  if (!REFUSED.some((pattern) => pattern.test(text)) || portConflict(text)) return null;
  // The row that says it; the rows of its stack trace hold files and lines that look like addresses.
  const row = text.split('\n').find((item) => REFUSED.some((pattern) => pattern.test(item))) ?? text;
  const match = spelled(text) ?? addressIn(row) ?? addressIn(text);
  return { host: match?.[1]?.replace(/^\[|\]$/g, '') ?? null, port: match?.[2] ? Number(match[2]) : null };
}

function spelled(text: string): RegExpExecArray | null {
  for (const pattern of SPELLED) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}

function addressIn(text: string): RegExpExecArray | null {
  const found = text.replace(/\b\d{2}:\d{2}:\d{2}\b/g, '').matchAll(HOST_PORT);
  return [...found].find((match) => !SOURCE_FILE.test(match[1] ?? '')) ?? null;
}

/** Words that say that a name has no address, whatever the name. */
const UNRESOLVED =
  /ENOTFOUND|EAI_AGAIN|EAI_NONAME|UnknownHostException|NXDOMAIN|no such host\b|name or service not known|temporary failure in name resolution|nodename nor servname provided|host not found in upstream|server misbehaving|(?:dns|name) resolution (?:failed|failure)|failed to resolve '|(?:could not|couldn't|cannot|failed to) (?:resolve|translate) (?:the )?host/i;
const NAMES: readonly RegExp[] = [
  new RegExp(String.raw`(?:ENOTFOUND|EAI_AGAIN)\s+(${HOST})`, 'i'),
  new RegExp(String.raw`lookup (${HOST})(?: on \S{1,60})?: `, 'i'),
  new RegExp(
    String.raw`(?:could not|couldn't|cannot|failed to) (?:resolve|translate) (?:the )?(?:host(?: ?name)?:? )?["']?(?!host\b)(${HOST})`,
    'i',
  ),
  new RegExp(String.raw`UnknownHostException:? (${HOST})`, 'i'),
  new RegExp(String.raw`getaddrinfo (?:for )?["']?(?!failed\b)(${HOST})["']? failed`, 'i'),
  new RegExp(String.raw`host not found in upstream "(${HOST})`, 'i'),
  new RegExp(String.raw`(?:name or service not known|no such host is known\.?) \((${HOST})(?::\d{1,5})?\)`, 'i'),
  new RegExp(String.raw`resolution (?:failed|failure) for (?:target )?(?:dns:\/*)?(${HOST})`, 'i'),
  new RegExp(String.raw`open TCP connection to (${HOST})`, 'i'),
  /NXDOMAIN\b.{0,200}?\b([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})/i,
  new RegExp(
    String.raw`(?<![\w.-])(?!getaddrinfo\b|socket\.|[\w.]{1,80}error\b|failed\b|information\b)(${HOST}): (?:\[Errno -\d\] )?(?:Name or service not known|Temporary failure in name resolution|nodename nor servname provided|no such host)`,
    'i',
  ),
  /host=['"]([^'"]{1,253})['"], port=\d/,
  new RegExp(String.raw`\/\/(?:[^\s/@]{1,100}@)?(${HOST})[:/]`, 'i'),
];

/** The name that cannot be resolved, null within when the line does not say it; null when the line tells of no such thing. */
export function unresolvable(whole: string): { host: string | null } | null {
  const text = whole.slice(0, LONGEST);
  if (!UNRESOLVED.test(text)) return null;
  for (const pattern of NAMES) {
    const host = pattern.exec(text)?.[1];
    if (host) return { host };
  }
  return { host: null };
}

/** Words of a program that has what it waited for, or has begun to serve: an unanswered call before them is over. */
const OVER =
  /\b(?:re)?connected (?:to|after|successfully)\b|\bsuccessfully (?:re)?connected\b|\bconnection (?:to .{1,120} )?(?:re-?)?established\b|\b(?:re-?)?established (?:a )?connection\b|\bconnection (?:restored|recovered|succeeded)\b|\bis (?:now )?(?:up|reachable|available) after\b/i;

/** Whether a line says that a connection is there. */
export function connected(text: string): boolean {
  return OVER.test(text.slice(0, LONGEST)) && !/\b(?:not|never|no longer|failed|cannot)\b/i.test(text.slice(0, LONGEST));
}
