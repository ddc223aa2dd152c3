import { openApiDocument } from '#/lib/http/openapi.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { routes } from './routes.ts';

export const GET = route({ scope: 'read' }, async () => {
  const modules = await Promise.all(Object.entries(routes).map(async ([path, load]) => [path, await load()] as const));
  return json(openApiDocument(Object.fromEntries(modules)));
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
