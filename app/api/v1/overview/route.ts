import { overviewSchema } from '#/lib/contract/overview.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getOverview } from '#/lib/usecases/get-overview.ts';

export const GET = route({ scope: 'read', summary: 'All that the first page shows', answers: { 200: overviewSchema } }, async ({ ctx }) =>
  json(await getOverview(ctx)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
