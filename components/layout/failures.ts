import { act } from '#/components/data/mutations.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import type { Service } from '#/lib/contract/services.ts';

/** What the demo's menu can do; `name` is the key of its words. Each calls the public API like everyone else. */
export type Experiment = {
  name: 'missingSetting' | 'harmlessRelease' | 'goodRelease' | 'stopLedger' | 'startLedger';
  run: () => Promise<AcceptedDeployment>;
};

const releases = [
  { name: 'missingSetting', service: 'payment-api', version: '1.1.0' },
  { name: 'harmlessRelease', service: 'catalog', version: '1.1.0' },
  { name: 'goodRelease', service: 'payment-api', version: '2.0.0' },
] as const;

/** The experiments that the services at hand allow: only versions that can be run and are not running. */
export function experimentsFor(services: readonly Service[]): Experiment[] {
  const offered = releases.flatMap(({ name, service: wanted, version }): Experiment[] => {
    const service = services.find((each) => each.name === wanted);
    if (!service || service.version === version || service.available_versions?.includes(version) !== true) return [];
    return [{ name, run: () => act.deploy({ service: service.name, namespace: service.namespace, version }) }];
  });
  const ledger = services.find((each) => each.name === 'ledger');
  if (!ledger) return offered;
  const { namespace, name } = ledger;
  const power: Experiment = ledger.stopped
    ? { name: 'startLedger', run: () => act.start(namespace, name) }
    : { name: 'stopLedger', run: () => act.stop(namespace, name) };
  return [...offered, power];
}
