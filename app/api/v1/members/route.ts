import { z } from 'zod';
import { memberSchema } from '#/lib/contract/members.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listMembers, memberListSchema } from '#/lib/usecases/list-members.ts';

export const GET = route(
  { scope: 'admin', query: memberListSchema, summary: 'List the members', answers: { 200: z.array(memberSchema) } },
  async ({ ctx, query, request }) => list(request, await listMembers(ctx, query)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
