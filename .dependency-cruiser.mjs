const test = '\\.test\\.tsx?$';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const at = (path, pathNot) => ({ path, ...(pathNot && { pathNot }) });

/** The direction of imports; `lib/boundaries.test.ts` proves each rule by a bad import that it must catch. */
export default {
  forbidden: [
    rule('no-cycles', 'Data flows one way.', {}, { circular: true }),
    rule('domain-is-pure', 'lib/domain knows only itself and zod.', at('^lib/domain/', test), {
      pathNot: ['^lib/domain/', 'node_modules/zod/'],
    }),
    rule(
      'contract-and-ports-know-domain',
      'The shared vocabulary depends on nothing but the domain.',
      at('^lib/(contract/|ports\\.ts)', test),
      {
        pathNot: ['^lib/(contract|domain)/', 'node_modules/zod/'],
      },
    ),
    rule('engine-does-no-io', 'lib/diagnosis receives observations; it opens nothing.', at('^lib/diagnosis/', test), {
      pathNot: ['^lib/(diagnosis|domain)/', '^lib/ports\\.ts$', 'node_modules/zod/'],
    }),
    rule('adapters-stand-alone', 'An adapter sees ports, domain and itself; never a sibling.', at('^lib/adapters/([^/]+)/', test), {
      path: '^(lib|app|components)/',
      pathNot: ['^lib/adapters/$1/', '^lib/(domain|contract)/', '^lib/ports\\.ts$', '^lib/db/'],
    }),
    rule(
      'only-the-local-adapter-stores',
      'Samples, lines and spans of the local platform live in our own database.',
      at('^lib/adapters/(?!local/)', test),
      at('^lib/db/'),
    ),
    rule(
      'only-runtime-names-adapters',
      'Concrete adapters are chosen in one file.',
      { pathNot: ['^lib/(adapters/|runtime\\.ts$)', '^agent\\.ts$', '^demo/launcher/', test, '^e2e/'] },
      at('^lib/adapters/'),
    ),
    rule(
      'only-edges-read-env',
      'Values are passed in; only the composition root and the programs read the environment.',
      {
        pathNot: [
          '^lib/runtime\\.ts$',
          '^lib/env(\\.test)?\\.ts$',
          '^lib/auth/next-auth\\.ts$',
          '^(worker|agent|instrumentation)\\.ts$',
          '^(cli|demo|bench|e2e)/',
        ],
      },
      at('^lib/env\\.ts$'),
    ),
    rule(
      'usecases-know-no-front-door',
      'Use cases do not know who called them.',
      at('^lib/usecases/', test),
      at('^lib/(assistant|http)/|^lib/(runtime|env)\\.ts$|^lib/jobs/handlers|^lib/auth/(?!policy\\.ts$|secrets\\.ts$)'),
    ),
    rule(
      'next-and-react-stay-at-the-edge',
      'Below the edge there is no framework.',
      at('^lib/|^(worker|agent)\\.ts$', [
        '^lib/http/',
        '^lib/auth/(next-auth|oidc-provider|session)\\.ts$',
        '^lib/auth/testing/',
        '^lib/i18n/request\\.ts$',
        test,
      ]),
      at('node_modules/(next|next-auth|react|react-dom)/'),
    ),
    rule(
      'sql-stays-in-usecases-and-db',
      'SQL lives with the schema and the use cases that own it.',
      { pathNot: ['^lib/(db|usecases)/', '^lib/adapters/local/', '^lib/jobs/queue\\.ts$', '^drizzle\\.config\\.ts$', test, '^e2e/'] },
      at('node_modules/(drizzle-orm|pg|postgres)/'),
    ),
    rule(
      'components-are-browser-safe',
      'Components know the contract, the domain and formatting.',
      at('^components/', test),
      at('^app/|^lib/', ['^lib/(contract|domain)/', '^lib/format\\.ts$']),
    ),
    rule(
      'ui-primitives-know-no-domain',
      'components/ui is a kit.',
      at('^components/ui/', test),
      at('^(lib|app|components)/', ['^components/ui/', '^lib/format\\.ts$']),
    ),
    rule('lib-knows-no-ui', 'Dependencies point down.', at('^lib/|^(worker|agent)\\.ts$', test), at('^(app|components)/')),
    rule(
      'product-knows-no-demo',
      'The demo uses the product like everyone else.',
      at('^(app|components|lib)/|^(worker|agent)\\.ts$'),
      at('^demo/'),
    ),
    rule(
      'no-test-code-in-product',
      'Tests are leaves.',
      { pathNot: [test, '^(e2e|bench)/', '/(testing|fixtures)/'] },
      at(`${test}|^e2e/|/(testing|fixtures)/`),
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    includeOnly:
      '^(app|components|lib|demo|cli|e2e|bench|worker\\.ts|agent\\.ts|instrumentation\\.ts|proxy\\.ts)|node_modules/(zod|next|next-auth|react|react-dom|drizzle-orm|pg|postgres)/',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
