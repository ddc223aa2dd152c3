const encode = encodeURIComponent;

/** Query keys are these addresses, so that a page's server data and the browser's fetches meet. */
export const urls = {
  overview: '/api/v1/overview',
  demoTraffic: '/api/v1/demo/traffic',
  services: '/api/v1/services',
  service: (namespace: string, name: string) => `/api/v1/services/${encode(namespace)}/${encode(name)}`,
  instances: (namespace: string, name: string) => `/api/v1/services/${encode(namespace)}/${encode(name)}/instances`,
  deployments: (filter: Filter = {}) => `/api/v1/deployments${search(filter)}`,
  deployment: (id: string) => `/api/v1/deployments/${encode(id)}`,
  diagnoses: (filter: Filter = {}) => `/api/v1/diagnoses${search(filter)}`,
  diagnosis: (id: string) => `/api/v1/diagnoses/${encode(id)}`,
  inbox: '/api/v1/inbox',
  incidents: (filter: Filter = {}) => `/api/v1/incidents${search(filter)}`,
  incident: (id: number) => `/api/v1/incidents/${id}`,
  silences: '/api/v1/silences',
  channels: '/api/v1/channels',
  notifications: (filter: Filter = {}) => `/api/v1/notifications${search(filter)}`,
  rules: (namespace: string, name: string) => `/api/v1/services/${encode(namespace)}/${encode(name)}/rules`,
  changes: (filter: Filter = {}) => `/api/v1/audit-logs${search(filter)}`,
};

export type Filter = Record<string, string | number | undefined | null>;

/** `?a=1&b=2` without what is empty, in the order given; the empty string when nothing is left. */
export function search(filter: Filter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}
