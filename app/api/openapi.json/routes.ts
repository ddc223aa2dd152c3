import type { RouteModule } from '#/lib/http/openapi.ts';

/** Every route file that is described, by its path; a test holds this list to the files that there are. */
export const routes: Record<string, () => Promise<RouteModule>> = {
  '/api/v1/audit-logs': () => import('#/app/api/v1/audit-logs/route.ts'),
  '/api/v1/deployments': () => import('#/app/api/v1/deployments/route.ts'),
  '/api/v1/deployments/[id]': () => import('#/app/api/v1/deployments/[id]/route.ts'),
  '/api/v1/deployments/[id]/rollback': () => import('#/app/api/v1/deployments/[id]/rollback/route.ts'),
  '/api/v1/deployments/[id]/rollback-plan': () => import('#/app/api/v1/deployments/[id]/rollback-plan/route.ts'),
  '/api/v1/me': () => import('#/app/api/v1/me/route.ts'),
  '/api/v1/overview': () => import('#/app/api/v1/overview/route.ts'),
  '/api/v1/services': () => import('#/app/api/v1/services/route.ts'),
  '/api/v1/services/[namespace]/[name]': () => import('#/app/api/v1/services/[namespace]/[name]/route.ts'),
  '/api/v1/services/[namespace]/[name]/config': () => import('#/app/api/v1/services/[namespace]/[name]/config/route.ts'),
  '/api/v1/services/[namespace]/[name]/flags': () => import('#/app/api/v1/services/[namespace]/[name]/flags/route.ts'),
  '/api/v1/services/[namespace]/[name]/instances': () => import('#/app/api/v1/services/[namespace]/[name]/instances/route.ts'),
  '/api/v1/services/[namespace]/[name]/logs': () => import('#/app/api/v1/services/[namespace]/[name]/logs/route.ts'),
  '/api/v1/services/[namespace]/[name]/metrics': () => import('#/app/api/v1/services/[namespace]/[name]/metrics/route.ts'),
  '/api/v1/services/[namespace]/[name]/restart': () => import('#/app/api/v1/services/[namespace]/[name]/restart/route.ts'),
  '/api/v1/services/[namespace]/[name]/scale': () => import('#/app/api/v1/services/[namespace]/[name]/scale/route.ts'),
  '/api/v1/services/[namespace]/[name]/start': () => import('#/app/api/v1/services/[namespace]/[name]/start/route.ts'),
  '/api/v1/services/[namespace]/[name]/stop': () => import('#/app/api/v1/services/[namespace]/[name]/stop/route.ts'),
  '/api/v1/services/[namespace]/[name]/traces': () => import('#/app/api/v1/services/[namespace]/[name]/traces/route.ts'),
  '/api/v1/services/[namespace]/[name]/traces/[traceId]': () =>
    import('#/app/api/v1/services/[namespace]/[name]/traces/[traceId]/route.ts'),
  '/api/v1/sessions': () => import('#/app/api/v1/sessions/route.ts'),
  '/api/v1/sessions/[id]': () => import('#/app/api/v1/sessions/[id]/route.ts'),
  '/api/v1/stream': () => import('#/app/api/v1/stream/route.ts'),
  '/api/v1/tokens': () => import('#/app/api/v1/tokens/route.ts'),
  '/api/v1/tokens/[id]': () => import('#/app/api/v1/tokens/[id]/route.ts'),
  '/healthz': () => import('#/app/healthz/route.ts'),
  '/metrics': () => import('#/app/metrics/route.ts'),
  '/readyz': () => import('#/app/readyz/route.ts'),
};
