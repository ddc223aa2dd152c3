import type { DesiredState } from '#/lib/domain/desired-state.ts';
import type { ServiceRow } from './resolve-service.ts';

/** The part of a service's row that deployments change. */
export function desiredStateOf(row: ServiceRow): DesiredState {
  const { config, secretKeys, flags, replicas, stopped } = row;
  return { config, secretKeys, flags, replicas, stopped };
}
