import type { Service } from '#/lib/contract/services.ts';

/** One service seen from another, so many calls away. */
export type Related = { service: Service; distance: number };
type Known = readonly Service[];

/** A name as one service writes it for another: `name` in its own namespace, or `namespace/name`. */
function find(all: Known, from: Service, path: string): Service | undefined {
  const [name, namespace = from.namespace] = path.split('/').toReversed();
  return all.find((one) => one.name === name && one.namespace === namespace && one.cluster === from.cluster);
}

function callees(all: Known, of: Service): Service[] {
  return of.dependencies.flatMap((path) => find(all, of, path) ?? []);
}

function callers(all: Known, of: Service): Service[] {
  return all.filter((one) => one.id !== of.id && callees(all, one).some((callee) => callee.id === of.id));
}

/** All that is reached from a service in one direction, nearest first; a circle of calls is walked once. */
function reach(all: Known, from: Service, next: (all: Known, of: Service) => Service[]): Related[] {
  const seen = new Set([from.id]);
  const found: Related[] = [];
  let edge = [from];
  for (let distance = 1; edge.length > 0; distance += 1) {
    const fresh = edge.flatMap((one) => next(all, one)).filter((one) => !seen.has(one.id) && seen.add(one.id));
    found.push(...fresh.map((service) => ({ service, distance })));
    edge = fresh;
  }
  return found;
}

/** Whom a service calls and who calls it, directly and through others. */
export function relations(all: Known, of: Service): { callers: Related[]; callees: Related[] } {
  return { callers: reach(all, of, callers), callees: reach(all, of, callees) };
}

/** Whether others must expect errors from it. */
export function isDown(service: Service): boolean {
  return service.stopped || service.health === 'failing';
}

/** The deepest service that is down along the calls from this one, itself included: the first to look at; null when none is. */
export function firstFailing(all: Known, from: Service): Service | null {
  const walk = (service: Service, path: ReadonlySet<string>): Related | null => {
    if (!isDown(service) && path.size > 0) return null;
    const below = callees(all, service)
      .filter((one) => !path.has(one.id))
      .flatMap((one) => walk(one, new Set([...path, service.id])) ?? [])
      .sort((a, b) => b.distance - a.distance);
    return below[0] ?? (isDown(service) ? { service, distance: path.size } : null);
  };
  return walk(from, new Set())?.service ?? null;
}
