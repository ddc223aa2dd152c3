import { z } from 'zod';
import { DEFAULT_CLUSTER, nameSchema, type ServiceRef } from '#/lib/domain/service.ts';
import type { Window } from '#/lib/ports.ts';

/** Which service a tool is asked about. */
export const serviceInput = z.object({ cluster: nameSchema.default(DEFAULT_CLUSTER), namespace: nameSchema, service: nameSchema });

/** Over which time, RFC 3339. */
export const windowInput = z.object({ start: z.iso.datetime(), end: z.iso.datetime() });

/** The service that an input names. */
export function refOf(input: z.output<typeof serviceInput>): ServiceRef {
  return { cluster: input.cluster, namespace: input.namespace, name: input.service };
}

/** The window that an input names, in unix milliseconds. */
export function msOf(input: z.output<typeof windowInput>): Window {
  return { start: Date.parse(input.start), end: Date.parse(input.end) };
}
