'use client';
import { useTranslations } from 'next-intl';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { Section } from '#/components/ui/section.tsx';
import type { Tone } from '#/components/ui/tone.ts';
import { Outward } from './incident-facts.tsx';

type Alert = IncidentDetail['alerts'][number];

const tones = { firing: 'failing', stale: 'unknown', resolved: 'healthy' } satisfies Record<Alert['status'], Tone>;

/** The alerts of an incident, those that fire first; labels and annotations unfold. */
export function AlertList({ incident: { alerts, more_alerts } }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  return (
    <Section title={t('section.alerts')}>
      {alerts.length === 0 && <p className="text-sm text-fg-muted">{t('alert.none')}</p>}
      <ul className="flex flex-col gap-2">
        {alerts.map((alert) => (
          <AlertItem key={alert.id} alert={alert} />
        ))}
      </ul>
      {more_alerts > 0 && <p className="mt-2 text-xs text-fg-faint">{t('alert.more', { count: more_alerts })}</p>}
    </Section>
  );
}

function AlertItem({ alert }: { alert: Alert }) {
  const t = useTranslations('incidents.alert');
  const said = alert.annotations.summary ?? alert.annotations.description;
  return (
    <li className="rounded-md border px-3 py-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-2">
        <Badge tone={tones[alert.status]}>{t(alert.status)}</Badge>
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
          <bdi>{plainText(alert.name)}</bdi>
        </span>
      </div>
      {said && (
        <p className="mt-0.5 [overflow-wrap:anywhere] text-fg-muted">
          <bdi>{plainText(said)}</bdi>
        </p>
      )}
      <Folded summary={t('labels')} lazy className="mt-1">
        <dl className="mt-1 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 text-xs">
          <Fact name={t('started')}>
            <ExactTime at={alert.starts_at} detail="day" />
          </Fact>
          {alert.ends_at && (
            <Fact name={t('ended')}>
              <ExactTime at={alert.ends_at} detail="day" />
            </Fact>
          )}
          <Fact name={t('from')}>
            {alert.source} · {t('times', { count: alert.received })}
          </Fact>
        </dl>
        {alert.skew_seconds !== null && <p className="mt-1 text-xs text-degraded">{t('skew', { seconds: alert.skew_seconds })}</p>}
        <Words title={t('labels')} words={alert.labels} />
        <Words title={t('annotations')} words={alert.annotations} />
        {alert.generator_url && /^https?:/.test(alert.generator_url) && (
          <p className="mt-1 text-xs">
            <Outward href={alert.generator_url}>{t('query')}</Outward>
          </p>
        )}
      </Folded>
    </li>
  );
}

function Words({ title, words }: { title: string; words: Record<string, string> }) {
  const entries = Object.entries(words);
  if (entries.length === 0) return null;
  return (
    <div className="mt-2">
      <p className="label">{title}</p>
      <dl className="font-mono text-2xs">
        {entries.map(([name, value]) => (
          <div key={name} className="[overflow-wrap:anywhere]">
            <dt className="inline text-fg-faint">{plainText(name)}=</dt>
            <dd className="inline">
              <bdi>{plainText(value)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
