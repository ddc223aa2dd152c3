import { servicePath } from '#/components/service/service-path.ts';
import type { Service } from '#/lib/contract/services.ts';
import type { Effect, Verb } from './command.ts';

export type ServiceVerb = Verb | 'logs' | 'traces' | 'configuration';

/** What can be done to a service as it is now; `mayChange` leaves out what the reader may not. */
export function serviceVerbs(service: Service, mayChange: boolean): ServiceVerb[] {
  const looks: ServiceVerb[] = ['logs', 'traces', 'configuration'];
  if (!mayChange) return looks;
  const changes: ServiceVerb[] = service.stopped ? ['start', 'deploy', 'rollback'] : ['deploy', 'rollback', 'restart', 'scale', 'stop'];
  return [...changes, ...looks];
}

/** Where a verb leads. */
export function effectOf(verb: ServiceVerb, service: Service): Effect {
  if (verb === 'logs' || verb === 'traces' || verb === 'configuration') {
    return { kind: 'go', href: `${servicePath(service.namespace, service.name)}/${verb}` };
  }
  return { kind: 'act', verb, service };
}
