import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Queryable } from '#/lib/db/client.ts';
import { DEFAULT_RULES } from '#/lib/domain/alert-rule.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';

/** Gives every service that has never had a rule the default ones. Somebody's own choice, none included, stands. */
export async function ensureRules(db: Queryable): Promise<void> {
  const rows = DEFAULT_RULES.map((rule) => ({ ...rule, id: randomUUIDv7() }));
  await db.execute(sql`
    with fresh as (
      update services set ruled = true where not ruled and deleted_at is null returning id
    )
    insert into alert_rules (id, service_id, name, signal, comparison, threshold, for_seconds, severity, created_by)
    select gen_random_uuid()::text, fresh.id, item.name, item.signal, item.comparison, item.threshold, item."forSeconds", item.severity, ${SYSTEM.name}
      from fresh, jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
           as item(name text, signal text, comparison text, threshold float8, "forSeconds" int, severity text)
    on conflict do nothing`);
}
