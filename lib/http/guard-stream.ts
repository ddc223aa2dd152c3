import { authenticate, type Caller } from '#/lib/auth/authenticate.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { runtime } from '#/lib/runtime.ts';
import { endOf } from './sse.ts';

/** How often the credential behind an open stream is looked at again, in ms. */
const CHECK_MS = 3_000;

/**
 * Ends an open stream within seconds after the credential that opened it was revoked or ran out, or
 * its rights changed: the reader comes back and has to show it again. Does nothing to other answers.
 */
export function guardStream(response: Response, request: Request, caller: Caller, checkMs = CHECK_MS): void {
  const end = endOf(response);
  if (!end) return;
  const rights = rightsOf(caller);
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    void stillHas(request, rights).then((still) => {
      asking = false;
      if (!still) end.abort();
    });
  }, checkMs);
  timer.unref();
  const stop = () => clearInterval(timer);
  if (end.signal.aborted) stop();
  else end.signal.addEventListener('abort', stop, { once: true });
}

function rightsOf({ actor }: Caller): string {
  return JSON.stringify([actor.id, actor.role, actor.scopes, actor.teams]);
}

/** A database or an issuer that does not answer takes nobody's rights away. */
async function stillHas(request: Request, rights: string): Promise<boolean> {
  const { db, environment, sessionKey } = runtime();
  try {
    return rightsOf(await authenticate(request.headers, { db, key: sessionKey, oidc: environment, basic: true })) === rights;
  } catch (error) {
    return !(error instanceof AppError && error.code === 'unauthenticated');
  }
}
