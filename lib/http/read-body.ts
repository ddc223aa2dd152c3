import { AppError } from '#/lib/domain/errors.ts';
import { isStorable } from './parse-json.ts';

const tooLarge = (max: number) =>
  new AppError('too_large', `The body is larger than the ${max.toLocaleString('en')} bytes that are accepted here.`);

/**
 * The body as text, read no further than `max` bytes; '' when there is none. Refuses what is not
 * UTF-8, and compressed bodies, whose true size is unknown before they are unpacked.
 */
export async function readBody(request: Request, max: number): Promise<string> {
  const encoding = request.headers.get('content-encoding');
  if (encoding && encoding !== 'identity')
    throw new AppError('unsupported_media_type', `Content-Encoding "${encoding.slice(0, 40)}" is not accepted: send the body as it is.`);
  if (Number(request.headers.get('content-length') ?? 0) > max) throw tooLarge(max);
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > max) throw tooLarge(max);
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    if (isStorable(text)) return text;
  } catch {
    // Falls through to the one refusal below.
  }
  throw new AppError('malformed_json', 'The body is not valid UTF-8 text.');
}

/** Whether a media type is JSON: `application/json` or any `+json`. */
export function isJson(contentType: string | null): boolean {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || /^application\/[a-z0-9.-]+\+json$/.test(type);
}

/** Whether a media type is YAML (RFC 9512), also by the names that were in use before. */
export function isYaml(contentType: string | null): boolean {
  return /^(?:application|text)\/(?:x-)?yaml(?:\s*;|\s*$)/i.test(contentType ?? '');
}
