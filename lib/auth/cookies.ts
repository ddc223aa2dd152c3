/** Names of our cookies. Under https they carry the prefixes that browsers bind to the host. */
export function cookieNames(https: boolean) {
  const [host, secure] = https ? ['__Host-', '__Secure-'] : ['', ''];
  return {
    session: `${host}control-plane.session`,
    csrf: `${host}control-plane.csrf`,
    callback: `${secure}control-plane.callback`,
    pkce: `${host}control-plane.pkce`,
    state: `${host}control-plane.state`,
    nonce: `${host}control-plane.nonce`,
  };
}

/** Remembers the reader's language; set by the switch in the header. */
export const LOCALE_COOKIE = 'locale';

/** On every page's request: its own path, put there by `proxy.ts`. */
export const PAGE_PATH_HEADER = 'x-page-path';

/** One cookie of a `Cookie` header; the first of several with the same name, undecoded when it is not percent-encoded well. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    const value = part.slice(equals + 1).trim();
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }
  return undefined;
}
