import type { DeploymentKind } from '#/lib/domain/deployment.ts';
import type { ServiceRow } from './resolve-service.ts';

/**
 * The version that a new deployment comes after: the one that serves, else the one last asked for; null
 * when there is none. A rollback comes after what it leaves, whether that ever served or not.
 */
export function versionBefore(service: Pick<ServiceRow, 'version' | 'servingVersion'>, kind: DeploymentKind): string | null {
  return kind === 'rollback' ? service.version : (service.servingVersion ?? service.version);
}
