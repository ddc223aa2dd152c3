import { createHash } from 'node:crypto';
import type { Alert } from '#/lib/domain/alert.ts';
import { DEFAULT_CLUSTER, type ServiceRef } from '#/lib/domain/service.ts';

/** A registered service as far as an alert can name it. */
export type KnownService = ServiceRef & { id: string; team: string };

/** What an alert is about, and the key under which its incident is open. */
export type AlertTarget = {
  groupingKey: string;
  serviceId: string | null;
  cluster: string;
  namespace: string | null;
  service: string | null;
};

/** The label that names a service also when no such service is registered. */
const DECISIVE = 'service';
const MAX_KEY = 500;
/** Longer than any name of a service, a namespace or a cluster; what is kept of a label that stands for one. */
const MAX_NAME = 200;

/**
 * Which service an alert is about: of the labels, in the given order, the first that names a registered
 * one; else its `service` label as it stands; else the alert stands for itself with its group's labels.
 */
export function targetOf(
  alert: Alert,
  given: { order: readonly string[]; known: readonly KnownService[]; groupLabels: Record<string, string> },
): AlertTarget {
  const { labels } = alert;
  const place = { cluster: named(labels.cluster) ?? DEFAULT_CLUSTER, namespace: named(labels.namespace) };
  for (const label of given.order) {
    const service = registered(given.known, labels[label], label, place);
    if (service) {
      const { id, cluster, namespace, name } = service;
      return { groupingKey: `service:${id}`, serviceId: id, cluster, namespace, service: name };
    }
  }
  const service = named(labels[DECISIVE]);
  const group = Object.entries(given.groupLabels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const key =
    service === null
      ? `alert:${JSON.stringify([alert.name, ...group])}`
      : `name:${JSON.stringify([place.cluster, place.namespace, service])}`;
  return { groupingKey: short(key), serviceId: null, ...place, service };
}

/** The service of that name where the labels say, or the only one of that name where they do not say it rightly. */
function registered(
  known: readonly KnownService[],
  value: string | undefined,
  label: string,
  place: { cluster: string; namespace: string | null },
): KnownService | null {
  if (!value) return null;
  const names = [value, value.split('/').at(-1) ?? value, ...(label === 'pod' || label === 'replicaset' ? ownersOf(value) : [])];
  const named = known.filter((service) => names.includes(service.name));
  const here = named.filter((service) => place.namespace === null || service.namespace === place.namespace);
  const best = here.filter((service) => service.cluster === place.cluster);
  const [only, ...others] = best.length > 0 ? best : here.length > 0 ? here : [];
  return others.length === 0 ? (only ?? null) : null;
}

/** `web-7d9f8b6c5-x2x9z` is a pod of `web`, `db-0` one of `db`. Source: how Kubernetes names the pods of its controllers. */
function ownersOf(pod: string): string[] {
  const owners = [/^(.+)-[a-z0-9]{6,10}-[a-z0-9]{5}$/, /^(.+)-[a-z0-9]{5,10}$/, /^(.+)-\d+$/].map((shape) => shape.exec(pod)?.[1]);
  return owners.filter((owner) => owner !== undefined);
}

/** An empty label says nothing, as in Alertmanager. */
function named(label: string | undefined): string | null {
  return label ? label.slice(0, MAX_NAME).toWellFormed() : null;
}

function short(key: string): string {
  return key.length <= MAX_KEY ? key : `${key.slice(0, MAX_KEY - 65).toWellFormed()}…${createHash('sha256').update(key).digest('hex')}`;
}
