import type { Notice } from '#/lib/contract/events.ts';
import { urls } from './urls.ts';

/** Whether the answer kept under `url` may have changed through what a notice tells. */
export function isStale(url: string, notice: Notice): boolean {
  switch (notice.topic) {
    case 'services':
      return url === urls.overview || url === urls.services || (isServicesOwn(url) && concerns(url, notice.service));
    case 'deployments':
      return (
        url === urls.overview ||
        url === urls.services ||
        isServicesOwn(url) ||
        isListOf(url, urls.deployments()) ||
        url.startsWith(urls.deployment(notice.id))
      );
    case 'diagnoses':
      return (
        url === urls.overview || url.startsWith(urls.deployments()) || isListOf(url, urls.diagnoses()) || url === urls.diagnosis(notice.id)
      );
    case 'changes':
      return url === urls.overview || url.startsWith(urls.changes());
    case 'incidents':
      return (
        url === urls.overview ||
        url === urls.inbox ||
        isListOf(url, urls.incidents()) ||
        (notice.id === '' ? url.startsWith(`${urls.incidents()}/`) : url === `${urls.incidents()}/${notice.id}`)
      );
    case 'notifications':
      return url === urls.channels || isListOf(url, urls.notifications());
    default:
      return notice.topic satisfies never;
  }
}

/** A service's own page and instances; charts and logs ask again by themselves. */
function isServicesOwn(url: string): boolean {
  return url.startsWith(`${urls.services}/`) && !/\/(metrics|logs|traces)$/.test(url);
}

function isListOf(url: string, base: string): boolean {
  return url === base || url.startsWith(`${base}?`);
}

function concerns(url: string, service: string | null): boolean {
  if (service === null) return true;
  const [namespace = '', name = ''] = service.split('/').slice(-2);
  const own = urls.service(namespace, name);
  return url === own || url.startsWith(`${own}/`);
}
