/** A browser without a page: keeps cookies by host, follows redirects one by one and sends forms. */
export class Browser {
  readonly visited: string[] = [];
  readonly #jars = new Map<string, Map<string, string>>();

  /** Sees each address before it is asked; what it returns is asked instead, null stops there. */
  before: (url: URL) => URL | null = (url) => url;

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    return jar;
  }

  /** Asks once, without following. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, ...(cookie ? { cookie } : {}) } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const equals = pair.indexOf('=');
      const expires = attributes.map((attribute) => /^\s*expires=(.*)$/i.exec(attribute)?.[1]).find(Boolean);
      const gone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute)) || (expires && Date.parse(expires) <= Date.now());
      if (gone) jar.delete(pair.slice(0, equals));
      else jar.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  }

  /** Asks and goes wherever it is sent, until an answer is no redirect or `before` stops. */
  async go(url: string, init: RequestInit = {}): Promise<Response> {
    let response = await this.ask(url, init);
    let at = new URL(url);
    for (let step = 0; step < 20 && response.status >= 300 && response.status < 400; step += 1) {
      const target = this.before(new URL(response.headers.get('location') ?? '', at));
      if (!target) return response;
      at = target;
      this.visited.push(at.href);
      response = await this.ask(at.href);
    }
    return response;
  }

  form(url: string, fields: Record<string, string>): Promise<Response> {
    return this.go(url, { method: 'POST', body: new URLSearchParams(fields) });
  }
}
