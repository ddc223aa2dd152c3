import { get } from 'node:http';

/** Fetches a text from an instance; rejects when it is late, too large or not 200. */
export function fetchText(port: number, path: string, limits: { ms: number; bytes: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false, headers: { accept: 'text/plain', connection: 'close' } });
    const fail = (problem: string) => request.destroy(new Error(`${path}: ${problem}`));
    const timer = setTimeout(() => fail(`no answer within ${limits.ms} ms`), limits.ms);
    request.on('close', () => clearTimeout(timer));
    request.on('error', reject);
    request.on('response', (response) => {
      if (response.statusCode !== 200) return fail(`status ${response.statusCode}`);
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.bytes) fail(`more than ${limits.bytes} bytes`);
        else chunks.push(chunk);
      });
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
  });
}
