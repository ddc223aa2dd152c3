import { eq } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { services } from '#/lib/db/schema.ts';
import { serviceKey } from '#/lib/domain/service.ts';

/** Tells open pages, when the transaction commits, that a diagnosis has changed and with it the row of its deployment. */
export async function announceDiagnosis(
  tx: Transaction,
  row: { id: string; serviceId: string | null; deploymentId?: string | null; kind: string },
): Promise<void> {
  const [found] = row.serviceId ? await tx.select().from(services).where(eq(services.id, row.serviceId)) : [];
  const where = { service: found ? serviceKey(found) : null, team: found?.team ?? null };
  await notice(tx, { topic: 'diagnoses', id: row.id, ...where, kind: row.kind });
  if (row.deploymentId) await notice(tx, { topic: 'deployments', id: row.deploymentId, ...where, kind: `diagnosis_${row.kind}` });
}
