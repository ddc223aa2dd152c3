/** What a browser keeps of one site, and its way through the sign-in form. */
export type CookieSession = { cookie(): string; send(path: string, fields?: Record<string, string>): Promise<Response> };

export function cookieSession(url: string): CookieSession {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    cookie,
    async send(path, fields) {
      const form = fields && new URLSearchParams({ ...fields, json: 'true' });
      const answer = await fetch(url + path, {
        method: form ? 'POST' : 'GET',
        body: form,
        headers: { cookie: cookie() },
        redirect: 'manual',
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (name) jar.set(name, value ?? '');
      }
      return answer;
    },
  };
}

/** Signs in with an address and a password; answers the last response and the session. */
export async function signIn(
  url: string,
  given: { email: string; password: string; callbackUrl?: string },
): Promise<{ session: CookieSession; answer: Response }> {
  const session = cookieSession(url);
  const { csrfToken } = (await (await session.send('/api/auth/csrf')).json()) as { csrfToken: string };
  return { session, answer: await session.send('/api/auth/callback/credentials', { csrfToken, ...given }) };
}
