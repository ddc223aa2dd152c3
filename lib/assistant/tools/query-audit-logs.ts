import { nameSchema } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { recentChanges } from '#/lib/usecases/recent-changes.ts';
import { defineTool } from '../tool.ts';
import { msOf, windowInput } from './inputs.ts';

/** What changed in a namespace: the first thing to look at when something fails. */
export const queryAuditLogs = defineTool({
  description:
    'Lists deployments, configuration, flag, scale and other changes of a namespace in a time range, newest first, and always those of the service that is named.',
  input: windowInput.extend({ cluster: nameSchema.optional(), namespace: nameSchema.optional(), service: nameSchema.optional() }),
  deadlineMs: 2_000,
  async run(ctx, input) {
    const { cluster, namespace, service } = input;
    const { changes, truncated } = await recentChanges(ctx, { cluster, namespace, service, window: msOf(input) });
    return {
      status: changes.length > 0 ? 'success' : 'no_data',
      summary: message(truncated ? 'report.tool.changes_newest' : 'report.tool.changes', { count: changes.length }),
      evidence: [],
      data: () => changes,
    };
  },
});
