import type { AlertRule } from '#/lib/contract/rules.ts';
import type { alertRules } from '#/lib/db/schema.ts';
import { redact } from '#/lib/domain/redact.ts';
import { signalUnits } from '#/lib/domain/words.ts';

export type RuleRow = typeof alertRules.$inferSelect;

/** A rule as it crosses the wire. */
export function presentRule(row: RuleRow): AlertRule {
  return {
    id: row.id,
    name: row.name,
    signal: row.signal,
    unit: signalUnits[row.signal],
    comparison: row.comparison,
    threshold: row.threshold,
    for_seconds: row.forSeconds,
    severity: row.severity,
    enabled: row.enabled,
    receivers: row.receivers.map((address) => redact(address)),
    state: row.state,
    state_since: row.stateSince?.toISOString() ?? null,
    value: row.value,
    evaluated_at: row.evaluatedAt?.toISOString() ?? null,
  };
}
