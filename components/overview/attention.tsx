'use client';
import { ArrowRight, CircleCheck, CircleDashed } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { Overview } from '#/lib/contract/overview.ts';
import { formatAge, languageOf } from '#/lib/format.ts';
import { StatusBadge } from '#/components/deployment/status-badge.tsx';
import { VersionChip } from '#/components/deployment/version-chip.tsx';
import { DiagnosisChip } from '#/components/diagnosis/diagnosis-chip.tsx';
import { HealthBadge } from '#/components/service/health-badge.tsx';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { servicePath } from '#/components/service/service-path.ts';
import { cx } from '#/components/ui/cx.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { useNow } from '#/components/ui/use-now.ts';
import { IncidentLine } from './incident-line.tsx';

type Item = Overview['attention'][number];

/** More than these are a list of their own. */
const INCIDENTS_SHOWN = 5;

function isOf(incident: Overview['incidents'][number], service: Item['service']): boolean {
  return incident.service === service.name && incident.namespace === service.namespace;
}

type Props = {
  items: readonly Item[];
  /** Open incidents, the worst first; `open` is how many there are in all. */ incidents: Overview['incidents'];
  open: number;
  calmSince: string | null;
  /** How many services have not told how they are. */ silent: number;
};

/** What needs a person now, newest verdict beside each; or plainly that all is well, and since when. */
export function Attention({ items: all, incidents, open, calmSince, silent }: Props) {
  const t = useTranslations('overview');
  // What an open incident already tells of its service is not said twice.
  const items = all.filter(
    ({ kind, service, callers }) => kind !== 'service' || callers.length > 0 || !incidents.some((one) => isOf(one, service)),
  );
  if (items.length === 0 && open === 0) return <Calm since={calmSince} silent={silent} />;
  return (
    <section aria-label={t('attention')}>
      <h2 className="mb-2 text-base font-semibold">{t('needsAttention', { count: items.length + open })}</h2>
      <ul className="divide-y rounded-md border">
        {incidents.slice(0, INCIDENTS_SHOWN).map((incident) => (
          <IncidentLine key={incident.id} incident={incident} />
        ))}
        {items.map((item) => (
          <AttentionRow key={`${item.kind} ${item.service.id} ${item.deployment?.id ?? ''}`} item={item} />
        ))}
      </ul>
      {open > INCIDENTS_SHOWN && (
        <Link href="/incidents" className="mt-2 inline-block rounded-sm text-xs font-medium text-accent hover:underline">
          {t('allIncidents', { count: open })}
        </Link>
      )}
    </section>
  );
}

function Calm({ since, silent }: { since: string | null; silent: number }) {
  const t = useTranslations('overview');
  const language = languageOf(useLocale());
  const age = useNow((now) => (since ? formatAge(now - Date.parse(since), language) : ''));
  // "Well" is said of what is known only.
  const Shape = silent > 0 ? CircleDashed : CircleCheck;
  return (
    <p className="flex flex-wrap items-center gap-2 text-base">
      <Shape aria-hidden className={cx('size-4', silent > 0 ? 'text-unknown' : 'text-healthy')} strokeWidth={2.25} />
      <span className="font-medium">{silent > 0 ? t('nothingKnown') : t('allWell')}</span>
      {silent > 0 ? (
        <span className="text-fg-muted">{t('silent', { count: silent })}</span>
      ) : (
        age && <span className="text-fg-muted">{t('forAge', { age })}</span>
      )}
    </p>
  );
}

function AttentionRow({ item: { service, deployment, diagnosis, callers } }: { item: Item }) {
  const t = useTranslations('overview');
  const verdict = diagnosis?.summary;
  const href = deployment ? `/deployments/${deployment.id}` : servicePath(service.namespace, service.name);
  const since = deployment?.finished_at ?? service.health_since;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 text-sm">
      {deployment ? <StatusBadge status={deployment.status} /> : <HealthBadge health={service.health} stopped={service.stopped} />}
      <ServiceChip namespace={service.namespace} name={service.name} />
      {deployment && <VersionChip version={deployment.version} deploymentId={deployment.id} />}
      <span className="min-w-0 flex-1 basis-64">
        {callers.length > 0 ? (
          t('stoppedDependency', { count: callers.length, names: callers.map(({ name }) => name).join(t('and')) })
        ) : verdict ? (
          <RichLine text={verdict} />
        ) : (
          (deployment?.reason ?? service.health_reason ?? t('noReason'))
        )}
      </span>
      {diagnosis && <DiagnosisChip {...diagnosis} />}
      {since && <RelativeTime at={since} className="text-xs text-fg-faint" />}
      <Link href={href} className="inline-flex items-center gap-1 rounded-sm text-xs font-medium text-accent hover:underline">
        {t('look')}
        <ArrowRight aria-hidden className="size-3" />
      </Link>
    </li>
  );
}
