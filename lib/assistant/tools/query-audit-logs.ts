import { nameSchema } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { recentChanges } from '#/lib/usecases/recent-changes.ts';
import { defineTool } from '../tool.ts';
import { msOf, windowInput } from './inputs.ts';

/** What changed in a namespace: the first thing to look at when something fails. */
export const queryAuditLogs = defineTool({
  description: 'Lists deployments, configuration, flag, scale and other changes of a namespace in a time range, newest first.',
  input: windowInput.extend({ cluster: nameSchema.optional(), namespace: nameSchema.optional() }),
  deadlineMs: 2_000,
  async run(ctx, input) {
    const { changes } = await recentChanges(ctx, { cluster: input.cluster, namespace: input.namespace, window: msOf(input) });
    return {
      status: changes.length > 0 ? 'success' : 'no_data',
      summary: message('report.tool.changes', { count: changes.length }),
      evidence: [],
      data: () => changes,
    };
  },
});
