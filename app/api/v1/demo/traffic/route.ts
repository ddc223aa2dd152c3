import { demoTrafficSchema, demoTrafficSetSchema } from '#/lib/contract/demo.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getDemoTraffic } from '#/lib/usecases/get-demo-traffic.ts';
import { setDemoTraffic } from '#/lib/usecases/set-demo-traffic.ts';

export const GET = route(
  { scope: 'read', summary: 'Say how much traffic the demo has; 404 where no demo runs', answers: { 200: demoTrafficSchema } },
  async ({ ctx }) => json(await getDemoTraffic(ctx)),
);

export const POST = route(
  {
    scope: 'deployments:write',
    body: demoTrafficSetSchema,
    idempotent: true,
    summary: 'Multiply the demo’s traffic for some seconds; 404 where no demo runs',
    answers: { 200: demoTrafficSchema },
  },
  async ({ ctx, body }) => json(await setDemoTraffic(ctx, body)),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
