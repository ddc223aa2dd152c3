import type { z } from 'zod';
import type { Tool } from './tool.ts';
import { compareWindows } from './tools/compare-windows.ts';
import { getDeployment } from './tools/get-deployment.ts';
import { getServiceGraph } from './tools/get-service-graph.ts';
import { getService } from './tools/get-service.ts';
import { listInstances } from './tools/list-instances.ts';
import { queryAuditLogs } from './tools/query-audit-logs.ts';
import { queryMetrics } from './tools/query-metrics.ts';
import { searchLogs } from './tools/search-logs.ts';
import { searchTraces } from './tools/search-traces.ts';

/** The ToolRegistry: everything the assistant can look at, each a use case run with the asker's rights. */
export const tools = {
  'query-audit-logs': queryAuditLogs,
  'get-service': getService,
  'get-deployment': getDeployment,
  'list-instances': listInstances,
  'compare-windows': compareWindows,
  'search-logs': searchLogs,
  'query-metrics': queryMetrics,
  'search-traces': searchTraces,
  'get-service-graph': getServiceGraph,
} as const satisfies Record<string, Tool<z.ZodType, unknown>>;

export type ToolName = keyof typeof tools;
/** What a tool is given and what it brings back, by its name. */
export type ToolInput<N extends ToolName> = z.input<(typeof tools)[N]['input']>;
export type ToolData<N extends ToolName> = (typeof tools)[N] extends Tool<z.ZodType, infer D> ? D : never;
