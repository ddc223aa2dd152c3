import type { deployments, diagnoses } from '#/lib/db/schema.ts';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { hideSecrets } from '#/lib/domain/desired-state.ts';
import type { Verdict } from '#/lib/domain/diagnosis.ts';
import type { Language, Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import type { ServiceRow } from './resolve-service.ts';

export type DeploymentRow = typeof deployments.$inferSelect;

/** The part of a deployment's own diagnosis that its row shows. */
export type DiagnosisLine = {
  id: string;
  status: (typeof diagnoses.$inferSelect)['status'];
  summary: Message | null;
  verdict: Verdict | null;
  mode: string | null;
};

/** A deployment as it crosses the wire; values of what is a secret now are hidden. */
export function presentDeployment(
  row: DeploymentRow,
  service: ServiceRow,
  diagnosis: DiagnosisLine | null,
  language: Language,
): Deployment {
  return {
    id: row.id,
    kind: row.kind,
    service: service.name,
    namespace: service.namespace,
    cluster: service.cluster,
    version: row.version,
    previous_version: row.previousVersion,
    image: row.image,
    commit_sha: row.commitSha,
    commits: row.commits,
    description: row.description,
    config_changes: hideSecrets(row.configChanges, service.secretKeys),
    status: row.status,
    stage: row.stage,
    reason: row.reason ? renderMessage(row.reason, language) : null,
    author: row.author,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    watching_since: row.watchingSince?.toISOString() ?? null,
    watch_until: row.watchUntil?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    replicas: row.snapshot.stopped ? 0 : row.snapshot.replicas,
    instances: ownInstances(row),
    restores: row.restores,
    change_id: row.changeId,
    diagnosis: diagnosis && { ...diagnosis, summary: diagnosis.summary ? renderMessage(diagnosis.summary, language) : null },
  };
}

/** The instances it put in place; flags and scale act on those that ran. */
function ownInstances(row: DeploymentRow): Deployment['instances'] {
  const instances = row.observed?.instances ?? [];
  return row.kind === 'flag' || row.kind === 'scale' ? instances : instances.filter((instance) => instance.generation === row.generation);
}
