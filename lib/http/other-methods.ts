import { AppError } from '#/lib/domain/errors.ts';
import { METHODS, type Method } from './openapi.ts';
import { route, type RouteHandler } from './route.ts';

/** A handler for a method that its path does not serve. */
export type RefusingHandler = ((...args: Parameters<RouteHandler>) => Promise<Response>) & { refuses: true };

/**
 * The methods that a path does not serve, each answered like all else: 401 to nobody, 405 with
 * `Allow` to whoever may call, and OPTIONS with `Allow` alone. Next's own refusal says nothing.
 */
export function otherMethods(served: Partial<Record<Method, RouteHandler>>): Record<Method | 'OPTIONS', RefusingHandler> {
  const names = METHODS.filter((method) => served[method]);
  const allow = ['OPTIONS', ...(served.GET ? ['HEAD'] : []), ...names].join(', ');
  const open = names.some((method) => served[method]?.options.public) ? { public: true as const } : {};
  const refuse = route({ scope: null, ...open }, ({ request }) => {
    throw new AppError('method_not_allowed', `${request.method} is not possible here. Possible are: ${allow}.`, { details: { allow } });
  });
  const tell = route({ scope: null, ...open }, () => new Response(null, { status: 204, headers: { allow } }));
  const refusing = (handler: RouteHandler): RefusingHandler =>
    Object.assign((...args: Parameters<RouteHandler>) => handler(...args), { refuses: true as const });
  const [no, options] = [refusing(refuse), refusing(tell)];
  return { GET: no, POST: no, PUT: no, PATCH: no, DELETE: no, OPTIONS: options };
}

/** Whether a method of a route file only says that it is not served. */
export function isRefusal(handler: unknown): boolean {
  return typeof handler === 'function' && 'refuses' in handler;
}
