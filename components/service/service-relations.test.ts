import { expect, test } from 'vitest';
import type { Service } from '#/lib/contract/services.ts';
import { firstFailing, relations } from './service-relations.ts';

function named(name: string, dependencies: string[], fields: Partial<Service> = {}): Service {
  return {
    id: name,
    cluster: 'local',
    namespace: 'shop',
    name,
    team: 'a',
    owner: null,
    description: '',
    platform: 'local',
    workload: {},
    dependencies,
    metric_selectors: {},
    log_selector: null,
    links: [],
    health: 'healthy',
    health_since: null,
    health_reason: null,
    version: '1',
    version_since: null,
    available_versions: null,
    replicas: { desired: 1, ready: 1 },
    stopped: false,
    config: {},
    secret_keys: [],
    flags: {},
    deploying: null,
    created_at: '',
    updated_at: '',
    ...fields,
  };
}

const names = (items: { service: Service; distance: number }[]) => items.map(({ service, distance }) => `${service.name} ${distance}`);

test('callers and callees are found through others, nearest first', () => {
  const middle = named('middle', ['shop/back']);
  const all = [named('front', ['middle']), middle, named('back', ['deep']), named('deep', [])];
  expect(names(relations(all, middle).callers)).toEqual(['front 1']);
  expect(names(relations(all, middle).callees)).toEqual(['back 1', 'deep 2']);
});

test('the first failing service is the deepest that is down, and a stopped one counts', () => {
  const front = named('front', ['middle', 'aside'], { health: 'failing' });
  const all = [
    front,
    named('middle', ['back'], { health: 'failing' }),
    named('aside', [], { health: 'failing' }),
    named('back', [], { stopped: true }),
  ];
  expect(firstFailing(all, front)?.name).toBe('back');
});

test('a callee that is well hides what is behind it, and all well is nobody', () => {
  const front = named('front', ['middle'], { health: 'failing' });
  expect(firstFailing([front, named('middle', ['back']), named('back', [], { health: 'failing' })], front)?.name).toBe('front');
  const well = named('well', ['gone']);
  expect(firstFailing([well], well)).toBeNull();
});

test('services that call each other in a circle end', () => {
  const a = named('a', ['b'], { health: 'failing' });
  const b = named('b', ['a'], { health: 'failing' });
  expect(firstFailing([a, b], a)?.name).toBe('b');
  expect(names(relations([a, b], a).callees)).toEqual(['b 1']);
});
