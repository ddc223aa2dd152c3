import { lookup as resolve } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isAllowedHost, isPrivateAddress } from './domain/address.ts';
import { DeliveryError } from './domain/notification.ts';
import { message } from './domain/text.ts';
import type { Outbound, Post } from './ports.ts';

/** An answer is read up to here; more of it tells nothing. */
const MAX_ANSWER = 64_000;
const RESOLVE_MS = 5_000;

/**
 * The one door to addresses that were entered through the product. What leads into a private network is refused
 * unless `allowed` names its host: at save by `check`, and again when it is connected to, by the address that the
 * name has then. Redirects are answered as they are and never followed.
 */
export function createOutbound(allowed: readonly string[]): Outbound {
  const guarded: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const refused = found.find((item) => isPrivateAddress(item.address));
      if (refused) return done(new RefusedAddress(host), '', 0);
      if (options.all) return done(null, found);
      const [first] = found;
      return first ? done(null, first.address, first.family) : done(new RefusedAddress(host), '', 0);
    });
  };
  return {
    async check(text) {
      const url = URL.canParse(text) ? new URL(text) : null;
      if (!url || !/^https?:$/.test(url.protocol)) return 'no_web_address';
      if (url.username || url.password) return 'has_credentials';
      if (isAllowedHost(url, allowed)) return null;
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host)) return isPrivateAddress(host) ? 'private' : null;
      return new Promise((settle) => {
        const late = setTimeout(() => settle('unresolvable'), RESOLVE_MS);
        guarded(host, { all: true }, (error) => {
          clearTimeout(late);
          settle(error instanceof RefusedAddress ? 'private' : error ? 'unresolvable' : null);
        });
      });
    },
    post: (request) => {
      const url = new URL(request.url);
      const free = isAllowedHost(url, allowed);
      if (!free && isIP(url.hostname.replace(/^\[|\]$/g, '')) && isPrivateAddress(url.hostname)) throw refused(url.hostname);
      return send(url, request, free ? undefined : guarded);
    },
  };
}

/** The same for addresses of the operator's own environment, which are trusted. */
export function trustedPost(): Post {
  return (request) => send(new URL(request.url), request, undefined);
}

class RefusedAddress extends Error {
  constructor(host: string) {
    super(`The address of ${host} lies in a private network.`);
    this.name = 'RefusedAddress';
  }
}

function refused(host: string, cause?: unknown): DeliveryError {
  return new DeliveryError({ outcome: 'permanent', detail: message('incident.delivery.private', { host }), channelBroken: true, cause });
}

function send(url: URL, given: Parameters<Post>[0], lookup: LookupFunction | undefined): ReturnType<Post> {
  const { headers, body, signal } = given;
  return new Promise((settle, fail) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = start(url, {
      method: 'POST',
      agent: false,
      signal,
      lookup,
      headers: { 'user-agent': 'control-plane', ...headers, 'content-length': Buffer.byteLength(body) },
    });
    outgoing.on('error', (error) => fail(error instanceof RefusedAddress ? refused(url.hostname, error) : error));
    outgoing.on('response', (response) => {
      let text = '';
      const answer = () => settle({ status: response.statusCode ?? 0, retryAfterMs: retryAfter(response.headers['retry-after']), text });
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk.slice(0, MAX_ANSWER - text.length);
        if (text.length >= MAX_ANSWER) {
          answer();
          response.destroy();
        }
      });
      response.on('end', answer);
      response.on('error', fail);
    });
    outgoing.end(body);
  });
}

/** Seconds, or a date (RFC 9110, section 10.2.3), as ms from now. */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 3_600_000) : null;
}
