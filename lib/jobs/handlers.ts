import type { Context } from '#/lib/context.ts';
import type { Assistant, Notifiers, Outbound } from '#/lib/ports.ts';
import { callReceiver } from '#/lib/usecases/call-receiver.ts';
import { deliverNotification } from '#/lib/usecases/deliver-notification.ts';
import { runDiagnosis } from '#/lib/usecases/run-diagnosis.ts';
import { startRollout } from '#/lib/usecases/start-rollout.ts';
import type { JobName, JobPayload } from './catalog.ts';

/** What the worker does with each kind of job. A handler that throws is tried again as the queue says. */
export type Handlers = { [N in JobName]: (ctx: Context, payload: JobPayload<N>) => Promise<unknown> };

/** The handlers, with the assistant that diagnoses are worked on by and the ways to tell people. */
export function handlers(given: { assistant: Assistant<Context>; notifiers: Notifiers; outbound: Outbound; publicUrl: string }): Handlers {
  const { assistant, notifiers, outbound, publicUrl } = given;
  return {
    rollout: startRollout,
    diagnose: (ctx, { diagnosisId }) => runDiagnosis(ctx, { diagnosisId, assistant }),
    deliver: (ctx, { notificationId }) => deliverNotification(ctx, { notificationId, notifiers, publicUrl }),
    'call-receiver': (ctx, payload) => callReceiver(ctx, { ...payload, outbound }),
  };
}
