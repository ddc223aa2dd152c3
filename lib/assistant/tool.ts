import type { z } from 'zod';
import type { Context } from '#/lib/context.ts';
import type { EvidenceDraft } from '#/lib/diagnosis/evidence.ts';
import type { Message } from '#/lib/domain/text.ts';

/** What a tool brings back. `data` is made once its evidence has numbers, in the order it was given. */
export type ToolResult<D> = {
  status: 'success' | 'no_data';
  /** One line for the live view. */
  summary: Message;
  evidence: EvidenceDraft[];
  data: (evidenceIds: string[]) => D;
};

/** A described use case, run as the asking user. A thrown error becomes a gap, never evidence. */
export type Tool<I extends z.ZodType, D> = {
  /** What it is for, in one sentence a model could choose by. */
  description: string;
  input: I;
  /** How long an answer is waited for, in milliseconds. */
  deadlineMs: number;
  run(ctx: Context, input: z.output<I>): Promise<ToolResult<D>>;
};

/** Declares a tool; input and data types are inferred. */
export function defineTool<I extends z.ZodType, D>(tool: Tool<I, D>): Tool<I, D> {
  return tool;
}
