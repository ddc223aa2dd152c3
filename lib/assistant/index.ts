import type { Context } from '#/lib/context.ts';
import type { StoredEvent } from '#/lib/contract/events.ts';
import { ENGINE } from '#/lib/domain/engine.ts';
import type { Assistant } from '#/lib/ports.ts';
import { createChannel } from './channel.ts';
import { investigate } from './workflow.ts';

/** The embedded SRE Assistant: rules over observations, the same answer for the same facts; no model is called. */
export function createAssistant(): Assistant<Context> {
  return {
    name: ENGINE.name,
    version: ENGINE.version,
    async *execute(ctx, request) {
      const events = createChannel<StoredEvent>();
      void investigate(ctx, request, (event) => events.push(event)).then(
        () => events.close(),
        (error: unknown) => events.close(error instanceof Error ? error : new Error(String(error))),
      );
      yield* events;
    },
  };
}
