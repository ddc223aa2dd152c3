import { AppError } from '#/lib/domain/errors.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { ServiceRow } from './resolve-service.ts';

/** The version that is asked for now. 409 for a service that we do not run, or that has never been deployed. */
export function managedVersion(service: ServiceRow): string {
  if (service.platform === 'external') {
    throw new AppError('conflict', `${serviceKey(service)} runs on an external platform: change it there and report the deployment here.`);
  }
  if (service.version === null) {
    throw new AppError(
      'conflict',
      `${serviceKey(service)} has never been deployed. Deploy a version first; its configuration can be given along.`,
    );
  }
  return service.version;
}
