import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describedMethods, METHODS, openApiDocument } from '#/lib/http/openapi.ts';
import { isRefusal } from '#/lib/http/other-methods.ts';
import { routes } from './api/openapi.json/routes.ts';

/** Not described: the document itself, the sign-in protocol, and what is there to say that nothing is. */
const UNDESCRIBED = ['/api/openapi.json', '/api/auth/[...nextauth]', '/api/[[...unknown]]', '/diagnostics/[[...unknown]]'];

const load = async () =>
  Object.fromEntries(await Promise.all(Object.entries(routes).map(async ([path, read]) => [path, await read()] as const)));

test('every route file is described', () => {
  const paths = globSync('app/**/route.ts').map((file) =>
    `/${file.slice('app/'.length, -'/route.ts'.length)}`.replaceAll(/\/\([^)]+\)/g, ''),
  );
  expect(Object.keys(routes).sort()).toEqual(paths.filter((path) => !UNDESCRIBED.includes(path)).sort());
});

test('each path leads to its own file', () => {
  const text = readFileSync('app/api/openapi.json/routes.ts', 'utf8');
  const entries = [...text.matchAll(/'(\S+)': \(\) =>\s+import\('#\/app(\S+)\/route\.ts'\)/g)];
  expect(entries.length).toBe(Object.keys(routes).length);
  expect(entries.filter(([, path, file]) => path !== file)).toEqual([]);
});

test('every method says in a line what it does and what it answers', async () => {
  const silent = Object.entries(await load()).flatMap(([path, module]) =>
    METHODS.filter((method) => module[method] !== undefined && !isRefusal(module[method]))
      .filter((method) => {
        const [, options] = describedMethods(module).find(([name]) => name === method) ?? [];
        return !options?.summary || !options.answers;
      })
      .map((method) => `${method} ${path}`),
  );
  expect(silent).toEqual([]);
});

test('the document has what the handlers parse with', async () => {
  const document = openApiDocument(await load());
  expect(document.openapi).toBe('3.1.0');
  const post = document.paths?.['/api/v1/tokens']?.post;
  expect(post?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { required: ['name', 'scopes'], additionalProperties: false } } },
  });
  expect(document.paths?.['/api/v1/tokens/{id}']?.delete?.parameters).toContainEqual(
    expect.objectContaining({ in: 'path', name: 'id', required: true }),
  );
  const ids = Object.values(document.paths ?? {}).flatMap((path) =>
    Object.values(path ?? {}).flatMap((operation) => (operation as { operationId?: string }).operationId ?? []),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('the document is plain JSON', async () => {
  const document = openApiDocument(await load());
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});
