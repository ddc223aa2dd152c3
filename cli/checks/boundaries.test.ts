import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import config from '#/.dependency-cruiser.mjs';

/** For each rule one import that it must catch: [from, to]. */
const offences: Record<string, [from: string, to: string]> = {
  'no-cycles': ['lib/domain/egg.ts', 'lib/domain/hen.ts'],
  'domain-is-pure': ['lib/domain/service.ts', 'lib/db/client.ts'],
  'contract-and-ports-know-domain': ['lib/contract/events.ts', 'lib/usecases/ask.ts'],
  'engine-does-no-io': ['lib/diagnosis/rank.ts', 'lib/db/client.ts'],
  'adapters-stand-alone': ['lib/adapters/loki/index.ts', 'lib/adapters/tempo/index.ts'],
  'only-the-local-adapter-stores': ['lib/adapters/prometheus/index.ts', 'lib/db/schema.ts'],
  'only-runtime-names-adapters': ['lib/usecases/deploy.ts', 'lib/adapters/local/index.ts'],
  'only-edges-read-env': ['lib/usecases/list.ts', 'lib/env.ts'],
  'usecases-know-no-front-door': ['lib/usecases/get.ts', 'lib/http/route.ts'],
  'next-and-react-stay-at-the-edge': ['lib/usecases/page.ts', 'node_modules/next/index.js'],
  'sql-stays-in-usecases-and-db': ['lib/http/query.ts', 'node_modules/drizzle-orm/index.js'],
  'components-are-browser-safe': ['components/service/list.tsx', 'lib/db/client.ts'],
  'ui-primitives-know-no-domain': ['components/ui/badge.tsx', 'lib/domain/hen.ts'],
  'lib-knows-no-ui': ['lib/format.ts', 'components/ui/button.tsx'],
  'product-knows-no-demo': ['lib/runtime.ts', 'demo/start.ts'],
  'no-test-code-in-product': ['lib/http/sse.ts', 'lib/http/sse.test.ts'],
};

let folder = '';
const caught = new Map<string, string[]>();

function put(path: string, text: string) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'a' });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const [from, to] of Object.values(offences)) {
    const specifier = to.startsWith('node_modules/') ? (to.split('/')[1] ?? '') : `${'../'.repeat(from.split('/').length - 1)}${to}`;
    put(from, `import '${specifier}';\n`);
    put(to, to.startsWith('node_modules/') ? 'module.exports = {};\n' : 'export {};\n');
    if (to.startsWith('node_modules/')) put(join(dirname(to), 'package.json'), '{ "main": "index.js" }');
  }
  put('lib/domain/hen.ts', "import './egg.ts';\n");
  put('tsconfig.json', '{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true } }');
  put('package.json', '{ "dependencies": { "next": "*", "drizzle-orm": "*" } }');
  const { forbidden, options } = config as unknown as {
    forbidden: NonNullable<ICruiseOptions['ruleSet']>['forbidden'];
    options: ICruiseOptions;
  };
  const result = await cruise(['lib', 'components', 'demo'], {
    ...options,
    tsConfig: undefined,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  });
  for (const { rule, from } of (result.output as ICruiseResult).summary.violations) {
    caught.set(rule.name, [...(caught.get(rule.name) ?? []), from]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every rule has an offence that proves it', () => {
  const names = (config as unknown as { forbidden: { name: string }[] }).forbidden.map((rule) => rule.name);
  expect(Object.keys(offences).sort()).toEqual(names.sort());
});

test.each(Object.entries(offences))('%s catches its bad import', (name, [from]) => {
  expect(caught.get(name) ?? []).toContain(from);
});
