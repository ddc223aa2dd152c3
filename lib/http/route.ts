import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { authenticate, type Caller } from '#/lib/auth/authenticate.ts';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Database } from '#/lib/db/client.ts';
import { within } from '#/lib/deadline.ts';
import { SYSTEM, type Scope } from '#/lib/domain/actor.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { runtime } from '#/lib/runtime.ts';
import { refuseCrossSite } from './cross-site.ts';
import { guardStream } from './guard-stream.ts';
import { idempotentCall, once } from './idempotency.ts';
import { requestLanguage } from './language.ts';
import { parseJson } from './parse-json.ts';
import { asAppError, problem } from './problem.ts';
import { takeTurn } from './rate-limit.ts';
import { isJson, isYaml, readBody } from './read-body.ts';
import { finish } from './finish.ts';
import { traceCall } from './trace-call.ts';
import { queryObject, refuseUnstorable, validate } from './validate.ts';

const DEFAULT_MAX_BYTES = 1_000_000;
const DEFAULT_DEADLINE_MS = 30_000;
/** A database that cannot even say who calls within this time is taken for away. */
const IDENTIFY_MS = 5_000;

type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.infer<S> : undefined;

/** What one method of one path takes, needs and answers; the OpenAPI document is made from the same object. */
export type RouteOptions<
  B extends Schema | undefined = Schema | undefined,
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
> = {
  /** The scope that a caller must have; null asks for any valid credential. */
  scope: Scope | null;
  /** Nobody need say who they are; the actor is then the system's and must not be used to read anyone's data. */
  public?: true;
  /** A token is also taken as the password of HTTP basic auth. */
  basic?: true;
  body?: B;
  /** Reads a body that is sent as `application/yaml`; without it only JSON is taken. */
  yaml?: (text: string) => unknown;
  params?: P;
  query?: Q;
  /** Honours `Idempotency-Key`. `resume` answers a repeated call whose first answer was `remember`ed by a memo. */
  idempotent?: true | { resume: (memo: unknown, args: RouteArguments<B, P, Q>) => Promise<Response> };
  /** Largest body in bytes; 1 MB unless said otherwise. */
  maxBytes?: number;
  /** Until when the handler must have answered (a stream: begun), in ms; 30 s unless said otherwise. */
  deadlineMs?: number;
  /** One line for the OpenAPI document. */
  summary?: string;
  /** Status → schema of its JSON body (null: no body; a string: another media type), for the OpenAPI document. */
  answers?: Record<number, Schema | string | null>;
};

export type RouteArguments<
  B extends Schema | undefined = undefined,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
> = {
  ctx: Context;
  body: Parsed<B>;
  params: Parsed<P>;
  query: Parsed<Q>;
  request: Request;
  /** The caller's own session, when it has one. */
  sessionId: string | null;
};

type NextArguments = { params: Promise<Record<string, string | string[] | undefined>> };

/** A route handler for Next that knows what it takes and needs. */
export type RouteHandler = ((request: Request, given?: NextArguments) => Promise<Response>) & { options: RouteDescription };
export type RouteDescription = Omit<RouteOptions, 'idempotent'> & { idempotent: boolean };

/**
 * The one wrapper of every route: says who calls and whether they may, parses what they send, gives
 * the handler a Context with a deadline, and turns everything that goes wrong into a problem document.
 */
export function route<
  B extends Schema | undefined = undefined,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
>(options: RouteOptions<B, P, Q>, handler: (args: RouteArguments<B, P, Q>) => Promise<Response> | Response): RouteHandler {
  const handle = async (request: Request, given?: NextArguments): Promise<Response> => {
    const started = performance.now();
    const requestId = requestIdOf(request);
    const params = (await given?.params) ?? {};
    let caller: Caller | undefined;
    let failure: AppError | undefined;
    let rateHeaders: Record<string, string> = {};
    const refuse = (error: unknown) => {
      failure = request.signal.aborted
        ? new AppError('bad_request', 'The caller went away before the answer.', { cause: error })
        : asAppError(error);
      return problem(failure, requestId);
    };
    const answer = async (signal: AbortSignal) => {
      const { db, environment, sessionKey, context } = runtime();
      if (!options.public) {
        caller = await within(signal, IDENTIFY_MS, () =>
          authenticate(request.headers, { db, key: sessionKey, oidc: environment, basic: options.basic }),
        );
        if (caller.by === 'session') refuseCrossSite(request, environment.NEXTAUTH_URL);
        const turn = takeTurn(caller.actor, options.scope);
        rateHeaders = turn.headers;
        if (turn.refusal) throw turn.refusal;
        if (options.scope) authorize(caller.actor, options.scope);
      }
      const url = new URL(request.url);
      const text = await readBody(request, options.maxBytes ?? DEFAULT_MAX_BYTES);
      const parsed = { ...parse(options, request, text, params, url), request, sessionId: caller?.sessionId ?? null };
      const actor = caller?.actor ?? { ...SYSTEM, scopes: [], teams: [] };
      const ctx = context(actor, { requestId, signal, language: requestLanguage(url, request.headers) });
      const call = options.idempotent ? idempotentCall(request, url.pathname + url.search, text, actor) : null;
      if (!call) return handler({ ...parsed, ctx });
      const resume = typeof options.idempotent === 'object' ? options.idempotent.resume : undefined;
      const work = async (noting: Database) => handler({ ...parsed, ctx: { ...ctx, db: noting } });
      return once(db, call, { signal, work, refuse, resume: resume && ((memo) => resume(memo, { ...parsed, ctx })) });
    };
    const response = await within(request.signal, options.deadlineMs ?? DEFAULT_DEADLINE_MS, answer).catch(refuse);
    if (caller) guardStream(response, request, caller);
    for (const [name, value] of Object.entries(rateHeaders)) response.headers.set(name, value);
    return finish(response, { request, requestId, params, started, caller, failure });
  };
  const spanned = async (request: Request, given?: NextArguments) =>
    traceCall(request, (await given?.params) ?? {}, () => handle(request, given));
  return Object.assign(spanned, { options: { ...options, idempotent: options.idempotent !== undefined } });
}

function parse<B extends Schema | undefined, P extends Schema | undefined, Q extends Schema | undefined>(
  options: RouteOptions<B, P, Q>,
  request: Request,
  text: string,
  params: Record<string, unknown>,
  url: URL,
): { body: Parsed<B>; params: Parsed<P>; query: Parsed<Q> } {
  const type = request.headers.get('content-type');
  const read = options.yaml && isYaml(type) ? options.yaml : parseJson;
  if (options.body && text !== '' && read === parseJson && !isJson(type)) {
    const taken = options.yaml
      ? 'JSON or YAML, sent with Content-Type application/json or application/yaml'
      : 'JSON, sent with Content-Type application/json';
    throw new AppError('unsupported_media_type', `The body must be ${taken}.`);
  }
  refuseUnstorable(params);
  // Each is undefined exactly where its schema is; the conditional type cannot see that through a ternary.
  return {
    params: (options.params ? validate(options.params, params) : undefined) as Parsed<P>,
    query: (options.query ? validate(options.query, queryObject(url.searchParams)) : undefined) as Parsed<Q>,
    body: (options.body ? validate(options.body, text === '' ? {} : read(text)) : undefined) as Parsed<B>,
  };
}

/** The caller's own request id when it is a sane one, so that logs of two systems can be joined. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id');
  return given && /^[A-Za-z0-9._-]{8,128}$/.test(given) ? given : randomUUID();
}
