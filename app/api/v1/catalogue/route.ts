import { readCatalogue } from '#/lib/contract/catalogue-file.ts';
import { catalogueQuerySchema, catalogueResultSchema, catalogueSchema } from '#/lib/contract/catalogue.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { applyCatalogue } from '#/lib/usecases/apply-catalogue.ts';

export const PUT = route(
  {
    scope: 'admin',
    body: catalogueSchema,
    yaml: readCatalogue,
    query: catalogueQuerySchema,
    idempotent: true,
    summary: 'Register and describe services as a catalogue says',
    answers: { 200: catalogueResultSchema },
  },
  async ({ ctx, body, query }) =>
    json(await applyCatalogue(ctx, { ...body, dryRun: query.dry_run === 'true', prune: query.prune === 'true' })),
);

export const { GET, POST, PATCH, DELETE, OPTIONS } = otherMethods({ PUT });
