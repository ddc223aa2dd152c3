import { act } from '#/components/data/mutations.ts';
import { get } from '#/components/data/api.ts';
import { urls } from '#/components/data/urls.ts';
import type { Deployment } from '#/lib/contract/deployments.ts';
import type { DemoTrafficState } from '#/lib/contract/demo.ts';
import type { Service } from '#/lib/contract/services.ts';

type Name =
  | 'missingSetting'
  | 'memoryLeak'
  | 'slowRelease'
  | 'readinessMoved'
  | 'portTaken'
  | 'newException'
  | 'noCommand'
  | 'deadAddress'
  | 'brokenFlag'
  | 'stopLedger'
  | 'surge'
  | 'harmlessRelease'
  | 'goodRelease'
  | 'undoAddress'
  | 'undoFlag'
  | 'undoStop'
  | 'undoSurge';

/** Why an experiment cannot begin now: its service is being rolled out or watched, or runs that version already. */
export type Obstacle = { why: 'busy'; service: string; version: string } | { why: 'running' };

/** What the demo's menu can do; `name` is the key of its words. Each calls the public API like everyone else. */
export type Experiment = {
  name: Name;
  obstacle: Obstacle | null;
  /** Answers the address of the page on which it can be watched. */
  run: () => Promise<string>;
};
export type Group = { name: 'undo' | 'releases' | 'operations' | 'comparison'; experiments: Experiment[] };

const FAILING: readonly (readonly [Name, string])[] = [
  ['missingSetting', '1.1.0'],
  ['memoryLeak', '1.2.0'],
  ['slowRelease', '1.3.0'],
  ['readinessMoved', '1.4.0'],
  ['portTaken', '1.5.0'],
  ['newException', '1.6.0'],
  ['noCommand', '1.7.0'],
];
const FLAG = 'new-tax-engine';
const ADDRESS = 'LEDGER_URL';
/** Nobody listens on the port of the discard protocol. */
const DEAD_ADDRESS = 'http://127.0.0.1:9';
const SURGE = { multiplier: 20, seconds: 300 };

const pageOf = async (accepted: Promise<{ id: string }>): Promise<string> => `/deployments/${(await accepted).id}`;

/** Everything that can be tried with the services at hand, and the way back from what has been tried. Empty groups are left out. */
export function experimentsFor(services: readonly Service[], traffic: DemoTrafficState | undefined): Group[] {
  const find = (name: string) => services.find((service) => service.name === name);
  const [payments, catalog, ledger, shop] = ['payment-api', 'catalog', 'ledger', 'storefront'].map(find);
  const groups: Group[] = [
    {
      name: 'undo',
      experiments: [
        ...(payments?.config[ADDRESS] === DEAD_ADDRESS ? [change('undoAddress', payments, () => restoreAddress(payments))] : []),
        ...(payments?.flags[FLAG] === true ? [change('undoFlag', payments, () => flag(payments, false))] : []),
        ...(ledger?.stopped ? [change('undoStop', ledger, () => pageOf(act.start(ledger.namespace, ledger.name)))] : []),
        ...(shop && traffic && traffic.multiplier !== 1 ? [surge('undoSurge', shop, 1)] : []),
      ],
    },
    { name: 'releases', experiments: FAILING.flatMap(([name, version]) => release(name, payments, version)) },
    {
      name: 'operations',
      experiments: [
        ...(payments && payments.config[ADDRESS] !== DEAD_ADDRESS ? [change('deadAddress', payments, () => breakAddress(payments))] : []),
        ...(payments && payments.flags[FLAG] === false ? [change('brokenFlag', payments, () => flag(payments, true))] : []),
        ...(ledger && !ledger.stopped ? [change('stopLedger', ledger, () => pageOf(act.stop(ledger.namespace, ledger.name)))] : []),
        ...(shop && traffic?.multiplier === 1 ? [surge('surge', shop, SURGE.multiplier)] : []),
      ],
    },
    {
      name: 'comparison',
      experiments: [
        ...release('harmlessRelease', catalog, catalog?.version === '1.1.0' ? '1.0.0' : '1.1.0'),
        ...release('goodRelease', payments, '2.0.0'),
      ],
    },
  ];
  return groups.filter((group) => group.experiments.length > 0);
}

function obstacleOf({ deploying, name }: Service): Obstacle | null {
  return deploying ? { why: 'busy', service: name, version: deploying.version } : null;
}

function change(name: Name, service: Service, run: () => Promise<string>): Experiment {
  return { name, obstacle: obstacleOf(service), run };
}

/** Only versions that can be run are offered. */
function release(name: Name, service: Service | undefined, version: string): Experiment[] {
  if (service?.available_versions?.includes(version) !== true) return [];
  const { namespace } = service;
  const obstacle = obstacleOf(service) ?? (service.version === version ? { why: 'running' as const } : null);
  return [{ name, obstacle, run: () => pageOf(act.deploy({ service: service.name, namespace, version })) }];
}

const flag = ({ namespace, name }: Service, on: boolean) => pageOf(act.flags(namespace, name, { [FLAG]: on }));

const breakAddress = ({ namespace, name }: Service) => pageOf(act.config(namespace, name, { set: { [ADDRESS]: DEAD_ADDRESS } }));

/** The history knows what stood there before. */
async function restoreAddress({ namespace, name }: Service): Promise<string> {
  const history = await get<Deployment[]>(urls.deployments({ service: name, namespace, limit: 50 }));
  const changes = history.flatMap((deployment) => deployment.config_changes);
  const before = changes.find((each) => each.path.endsWith(ADDRESS) && each.after === DEAD_ADDRESS)?.before;
  if (typeof before !== 'string') throw new Error(`The history does not say what ${ADDRESS} was.`);
  return pageOf(act.config(namespace, name, { set: { [ADDRESS]: before } }));
}

function surge(name: 'surge' | 'undoSurge', shop: Service, multiplier: number): Experiment {
  return {
    name,
    obstacle: null,
    run: async () => {
      await act.demoTraffic({ multiplier, seconds: SURGE.seconds });
      return `/services/${shop.namespace}/${shop.name}`;
    },
  };
}
