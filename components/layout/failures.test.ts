import { describe, expect, it } from 'vitest';
import type { Service } from '#/lib/contract/services.ts';
import { experimentsFor } from './failures.ts';

const VERSIONS = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0', '1.5.0', '1.6.0', '1.7.0', '2.0.0'];
const USUAL = { multiplier: 1, until: null };

function service(name: string, fields: Partial<Service> = {}): Service {
  return {
    id: name,
    cluster: 'default',
    namespace: 'production',
    name,
    team: 'payments',
    owner: null,
    description: '',
    platform: 'local',
    workload: {},
    dependencies: [],
    metric_selectors: {},
    log_selector: null,
    links: [],
    health: 'healthy',
    health_since: null,
    health_reason: null,
    version: '1.0.0',
    version_since: null,
    available_versions: ['1.0.0', '1.1.0'],
    replicas: { desired: 1, ready: 1 },
    stopped: false,
    config: {},
    secret_keys: [],
    flags: {},
    deploying: null,
    created_at: '2026-11-22T12:00:00.000Z',
    updated_at: '2026-11-22T12:00:00.000Z',
    ...fields,
  };
}

const payments = (fields: Partial<Service> = {}) =>
  service('payment-api', {
    available_versions: VERSIONS,
    config: { LEDGER_URL: 'http://127.0.0.1:4104' },
    flags: { 'new-tax-engine': false },
    ...fields,
  });
const shop = (...changed: Service[]): Service[] => {
  const all = [payments(), service('catalog'), service('ledger'), service('storefront')];
  return all.map((one) => changed.find((other) => other.name === one.name) ?? one);
};
const offered = (services: Service[], traffic = USUAL) =>
  Object.fromEntries(experimentsFor(services, traffic).map((group) => [group.name, group.experiments.map(({ name }) => name)]));

describe('the menu of failures', () => {
  it('offers every failure while nothing is wrong, and no way back', () => {
    expect(offered(shop())).toEqual({
      releases: ['missingSetting', 'memoryLeak', 'slowRelease', 'readinessMoved', 'portTaken', 'newException', 'noCommand'],
      operations: ['deadAddress', 'brokenFlag', 'stopLedger', 'surge'],
      comparison: ['harmlessRelease', 'goodRelease'],
    });
  });

  it('offers the way back from what was tried, in its place', () => {
    const tried = shop(
      payments({ config: { LEDGER_URL: 'http://127.0.0.1:9' }, flags: { 'new-tax-engine': true } }),
      service('ledger', { stopped: true }),
    );
    expect(offered(tried, { multiplier: 20, until: null })).toMatchObject({ undo: ['undoAddress', 'undoFlag', 'undoStop', 'undoSurge'] });
    expect(offered(tried, { multiplier: 20, until: null })).not.toHaveProperty('operations');
  });

  it('says why something cannot begin now', () => {
    const watched = payments({
      version: '1.0.0',
      deploying: {
        id: 'd',
        version: '1.3.0',
        status: 'progressing',
        kind: 'release',
        stage: 'starting',
        watching_since: null,
        watch_until: null,
      },
    });
    const obstacles = experimentsFor(shop(watched), USUAL).flatMap(({ experiments }) => experiments);
    const of = (name: string) => obstacles.find((experiment) => experiment.name === name)?.obstacle;
    expect(of('memoryLeak')).toEqual({ why: 'busy', service: 'payment-api', version: '1.3.0' });
    expect(of('brokenFlag')).toEqual({ why: 'busy', service: 'payment-api', version: '1.3.0' });
    expect(of('stopLedger')).toBeNull();
    expect(of('surge')).toBeNull();

    const running = experimentsFor(shop(payments({ version: '2.0.0' })), USUAL).flatMap(({ experiments }) => experiments);
    expect(running.find(({ name }) => name === 'goodRelease')?.obstacle).toEqual({ why: 'running' });
  });

  it('offers nothing of services that are not there, and only versions that can be run', () => {
    expect(offered([payments({ available_versions: ['1.1.0'] })])).toEqual({
      releases: ['missingSetting'],
      operations: ['deadAddress', 'brokenFlag'],
    });
    expect(offered([])).toEqual({});
  });
});
