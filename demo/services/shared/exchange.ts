import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

const MAX_ANSWER_BYTES = 1024 * 1024;

/** A connection for each call lets the balancer in front of the replicas spread the calls. */
const PLAIN = { send: httpRequest, agent: new HttpAgent({ keepAlive: false }) };
const SECURE = { send: httpsRequest, agent: new HttpsAgent({ keepAlive: false }) };

/** A failure of the transport with the kind of code that the system's own errors carry. */
class TransportError extends Error {
  override name = 'TransportError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** One HTTP exchange with a deadline for all of it and an answer of at most 1 MiB. */
export function exchange(
  url: URL,
  options: { method: string; headers: Record<string, string>; body?: unknown; timeoutMs: number },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const payload = options.body === undefined ? undefined : JSON.stringify(options.body);
    const headers = {
      ...options.headers,
      ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    };
    const { send, agent } = url.protocol === 'https:' ? SECURE : PLAIN;
    const request = send(url, { method: options.method, headers, agent });
    const deadline = setTimeout(() => {
      request.destroy(new TransportError('ETIMEDOUT', `no answer from ${url.host} within ${options.timeoutMs} ms`));
    }, options.timeoutMs);
    const settle = (finish: () => void): void => {
      clearTimeout(deadline);
      finish();
    };
    request.on('error', (error) => settle(() => reject(error)));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) request.destroy(new TransportError('EMSGSIZE', `the answer of ${url.host} exceeds 1 MiB`));
      });
      response.on('error', (error) => settle(() => reject(error)));
      response.on('end', () => settle(() => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })));
    });
    request.end(payload);
  });
}
