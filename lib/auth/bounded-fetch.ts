const DEADLINE_MS = 4_000;
const MAX_BYTES = 256_000;

/**
 * Asks an issuer of sign-ins. The answer is read whole within 4 s and up to 256 kB, whatever its
 * status; redirects are not followed. Throws when any of that does not hold.
 */
export async function boundedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  const response = await fetch(url, { ...init, signal, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error(`${new URL(url).host} answered with more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  const empty = [101, 204, 205, 304].includes(response.status);
  return new Response(empty ? null : Buffer.concat(chunks), { status: response.status, headers: response.headers });
}
