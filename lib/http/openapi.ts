import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problemSchema } from '#/lib/contract/problem.ts';
import type { RouteDescription, RouteHandler } from './route.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** What a route file exports, whatever it is; only handlers made by `route()` are described. */
export type RouteModule = Record<string, unknown>;

/** The described methods of a route file. */
export function describedMethods(module: RouteModule): [Method, RouteDescription][] {
  return METHODS.flatMap((method) => {
    const handler = module[method];
    return isRouteHandler(handler) ? [[method, handler.options] as [Method, RouteDescription]] : [];
  });
}

function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === 'function' && 'options' in value;
}

/** The OpenAPI 3.1 document of these route files, keyed by Next's path (`/api/v1/tokens/[id]`): the schemas are the ones that the handlers parse with. */
export function openApiDocument(modules: Record<string, RouteModule>): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const [file, module] of Object.entries(modules)) {
    const path = file.replaceAll(/\[([^\]]+)\]/g, '{$1}');
    paths[path] = Object.fromEntries(
      describedMethods(module).map(([method, options]) => [method.toLowerCase(), operation(method, path, options)]),
    );
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Control Plane',
      version: '1',
      description: 'Errors are RFC 9457 problem documents; lists are paged by the Link header.',
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, cp_<prefix>_<secret>.' },
        session: { type: 'apiKey', in: 'cookie', name: 'control-plane.session', description: 'The cookie of a signed-in person.' },
      },
    },
  });
}

function operation(method: Method, path: string, options: RouteDescription): ZodOpenApiOperationObject {
  const inPath = objectOf(options.params) ?? pathParameters(path);
  const query = objectOf(options.query);
  const header = options.idempotent ? z.object({ 'Idempotency-Key': z.string().min(1).max(200).optional() }) : undefined;
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, letter?: string) => letter?.toUpperCase() ?? '')}`,
    summary: options.summary ?? `${method} ${path}`,
    ...(options.scope ? { description: `Needs the scope \`${options.scope}\`.` } : {}),
    security: options.public ? [] : [{ token: [] }, { session: [] }],
    requestParams: { ...(inPath ? { path: inPath } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) },
    ...(options.body ? { requestBody: { content: { 'application/json': { schema: options.body } } } } : {}),
    responses: {
      ...answers(options),
      default: { description: 'A problem document', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  };
}

function answers(options: RouteDescription): ZodOpenApiOperationObject['responses'] {
  return Object.fromEntries(
    Object.entries(options.answers ?? { 200: null }).map(([status, answer]) => {
      if (answer === null) return [status, { description: 'Done' }];
      if (typeof answer === 'string') return [status, { description: 'The answer', content: { [answer]: { schema: z.string() } } }];
      return [status, { description: 'The answer', content: { 'application/json': { schema: answer } } }];
    }),
  );
}

/** Parameters are described field by field, so that what is parsed must be an object at its start. */
function objectOf(schema: z.ZodType | undefined): z.ZodObject | undefined {
  if (schema instanceof z.ZodPipe) return objectOf(schema.in as z.ZodType);
  return schema instanceof z.ZodObject ? schema : undefined;
}

function pathParameters(path: string): z.ZodObject | undefined {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => (name ? [[name, z.string()] as const] : []));
  return names.length > 0 ? z.object(Object.fromEntries(names)) : undefined;
}
