import { count, sql, type SQL } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import type { DiagnosisStatus } from '#/lib/domain/diagnosis.ts';

/** Upper bounds in seconds; the targets (2 s to a finding, 5 s to a verdict) are among them. */
export const TIMING_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300] as const;

const stages = {
  started: diagnoses.startedAt,
  first_event: diagnoses.firstEventAt,
  first_finding: diagnoses.firstFindingAt,
  verdict: diagnoses.verdictAt,
  notified: diagnoses.notifiedAt,
} as const;
export type Stage = keyof typeof stages;

/** How long diagnoses took from the request to a stage: how many within each bucket, all of them, and their sum in seconds. */
export type StageTimings = { stage: Stage; within: number[]; count: number; sum: number };
export type DiagnosisMetrics = { byStatus: { status: DiagnosisStatus; count: number }[]; timings: StageTimings[] };

/** Figures over all diagnoses that are kept, whichever process ran them; they name no service. */
export async function readDiagnosisMetrics(ctx: Context): Promise<DiagnosisMetrics> {
  authorize(ctx.actor, 'telemetry:read');
  const byStatus = await ctx.db.select({ status: diagnoses.status, count: count() }).from(diagnoses).groupBy(diagnoses.status);
  const [figures] = await ctx.db.select(allFigures()).from(diagnoses);
  const timings = (Object.keys(stages) as Stage[]).map((stage) => {
    const row = figures?.[stage] ?? [];
    return { stage, within: row.slice(0, TIMING_BUCKETS.length), count: row.at(-2) ?? 0, sum: row.at(-1) ?? 0 };
  });
  return { byStatus, timings };
}

/** One array a stage: a count for each bucket, the count of all, the sum; all in one pass over the table. */
function allFigures(): Record<Stage, SQL<number[]>> {
  const figures = (stage: Stage): SQL<number[]> => {
    const seconds = sql`extract(epoch from ${stages[stage]} - ${diagnoses.requestedAt})`;
    const buckets = TIMING_BUCKETS.map((bound) => sql`count(*) filter (where ${seconds} <= ${bound}::numeric)`);
    return sql<
      number[]
    >`json_build_array(${sql.join([...buckets, sql`count(${stages[stage]})`, sql`coalesce(sum(${seconds}), 0)`], sql`, `)})`;
  };
  return {
    started: figures('started'),
    first_event: figures('first_event'),
    first_finding: figures('first_finding'),
    verdict: figures('verdict'),
    notified: figures('notified'),
  };
}
