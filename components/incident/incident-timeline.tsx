'use client';
import {
  Bell,
  BellOff,
  BellRing,
  CircleCheck,
  CircleDashed,
  Eye,
  MessageSquare,
  RotateCcw,
  Stethoscope,
  TrendingUp,
  TriangleAlert,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { ChangeIcon } from '#/components/change/change-chip.tsx';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { useMay } from '#/components/data/actor.tsx';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { WhatWasDone } from '#/components/diagnosis/what-was-done.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { changesAround, mergeTimeline, type TimelineItem } from './timeline.ts';

const shapes: Record<string, LucideIcon> = {
  alert_firing: BellRing,
  alert_resolved: Bell,
  alert_stale: CircleDashed,
  diagnosis_started: Stethoscope,
  diagnosis_ended: Stethoscope,
  notified: MessageSquare,
  notification_failed: TriangleAlert,
  acknowledged: Eye,
  assigned: UserRound,
  note: MessageSquare,
  silenced: BellOff,
  severity_raised: TrendingUp,
  resolved: CircleCheck,
  reopened: RotateCcw,
};

/** Alerts, changes of the service, the diagnosis's steps, messages and what people did, on one line of time. */
export function IncidentTimeline({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents.timeline');
  const { service, namespace } = incident;
  const mayRead = useMay('audit:read');
  const asked = mayRead && incident.registered && service !== null;
  const changes = useAnswer<AuditRecord[]>(urls.changes({ service, namespace, ...changesAround(incident), limit: 100 }), {
    enabled: asked,
  });
  const items = mergeTimeline(incident.timeline, changes.data ?? []);
  return (
    <>
      {changes.error && <p className="mb-2 text-sm text-fg-muted">{t('noChanges')}</p>}
      {items.length === 0 && <p className="text-sm text-fg-muted">{t('empty')}</p>}
      <ol>
        {items.map((item) => (
          <Item key={item.key} item={item} />
        ))}
      </ol>
    </>
  );
}

function Item({ item }: { item: TimelineItem }) {
  const author = item.kind === 'event' ? item.entry.author : item.record.author;
  return (
    <li className="group/item relative grid grid-cols-[4.5rem_1.25rem_minmax(0,1fr)] gap-x-2 pb-3 text-sm">
      <ExactTime at={item.at} className="pt-px text-right text-xs text-fg-faint tabular-nums" />
      <span className="flex flex-col items-center">
        <span className="flex size-5 shrink-0 items-center justify-center rounded-full bg-muted text-fg-muted [&_svg]:size-3">
          <Shape item={item} />
        </span>
        <span aria-hidden className="absolute top-5 bottom-0 w-px bg-line group-last/item:hidden" />
      </span>
      <div className="min-w-0">
        {item.kind === 'event' ? <EventText entry={item.entry} /> : <ChangeText record={item.record} />}
        {author && <PersonChip name={author} />}
      </div>
    </li>
  );
}

function Shape({ item }: { item: TimelineItem }) {
  if (item.kind === 'change') return <ChangeIcon type={item.record.event_type} />;
  const Known = shapes[item.entry.kind] ?? CircleDashed;
  return <Known aria-hidden />;
}

function EventText({ entry }: { entry: IncidentDetail['timeline'][number] }) {
  const t = useTranslations('incidents.timeline');
  const diagnosis = entry.kind === 'diagnosis_ended' || entry.kind === 'diagnosis_started' ? entry.ref : null;
  return (
    <>
      <p className="[overflow-wrap:anywhere] whitespace-pre-line">
        <bdi>{plainText(entry.text)}</bdi>
        {diagnosis && (
          <Link
            href={`/diagnoses/${diagnosis}`}
            prefetch={false}
            className="ml-2 rounded-sm text-xs font-medium text-accent hover:underline"
          >
            {t('diagnosis')}
          </Link>
        )}
      </p>
      {diagnosis && entry.kind === 'diagnosis_ended' && <WhatWasDone id={diagnosis} />}
    </>
  );
}

function ChangeText({ record }: { record: AuditRecord }) {
  const t = useTranslations('incidents.timeline');
  return (
    <p className="[overflow-wrap:anywhere]">
      <span className="text-fg-muted">{t('change')}: </span>
      <Link href={`/changes#${record.id}`} prefetch={false} className="hover:underline hover:underline-offset-2">
        <bdi>{plainText(record.summary)}</bdi>
      </Link>
    </p>
  );
}
