'use client';
import { useTranslations } from 'next-intl';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import type { EvidenceData } from '#/lib/domain/evidence.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { shortText } from '#/components/ui/plain-text.ts';
import { isWithheld, typedEvidence } from './evidence-data.ts';
import { useChangeSummary } from './reference.tsx';

/** `namespace/name` as people say it. */
function nameOf(service: string | null): string {
  return service?.split('/').at(-1) ?? '';
}

/** The one version that all of these speak of, behind the service's name. */
function subjectOf(service: string | null, versions: readonly (string | null)[]): string {
  const [version, ...others] = [...new Set(versions.filter((each) => each !== null && each !== ''))];
  return version && others.length === 0 ? `${nameOf(service)} ${version}` : nameOf(service);
}

function versionsIn({ fields }: EvidenceData<'object'>): string[] {
  return fields.filter((field) => field.name === 'version').map((field) => String(field.value ?? ''));
}

/** What an observation shows, in a few words and without ids: "Log of payment-api 1.1.0". */
export function useEvidenceTitle(evidence: Evidence): string {
  const t = useTranslations('diagnosis.evidence');
  const typed = typedEvidence(evidence);
  const changed = useChangeSummary(typed?.kind === 'change' || typed?.kind === 'diff' ? typed.data.change_id : '');
  if (isWithheld(evidence)) return t('title.withheld');
  if (!typed) return t(`kind.${evidence.kind}`);
  const { service } = typed.data;
  switch (typed.kind) {
    case 'log':
      return t('title.log', {
        subject: subjectOf(
          service,
          typed.data.lines.map((line) => line.version),
        ),
      });
    case 'metric': {
      const { signal } = typed.data;
      return t('title.metric', { signal: isSignal(signal) ? t(`signal.${signal}`) : signal, subject: nameOf(service) });
    }
    case 'trace': {
      const root = typed.data.spans.find((span) => !typed.data.spans.some((other) => other.span_id === span.parent_id));
      const request = root ? shortText(`${root.service} ${root.name}`, 120) : nameOf(service);
      return t(typed.data.marked.length > 0 ? 'title.failedTrace' : 'title.trace', { request });
    }
    case 'object':
    case 'status': {
      const subject = subjectOf(service, versionsIn(typed.data));
      if (evidence.tool === 'list-instances') return t('title.instances', { subject });
      if (evidence.tool === 'get-service' || evidence.tool === 'get-service-graph') return t('title.health', { subject: nameOf(service) });
      if (typed.data.fields.some((field) => field.marked && field.name.startsWith('config.'))) return t('title.config', { subject });
      if (evidence.tool === 'get-deployment') return t('title.deployment', { subject });
      return shortText(typed.data.object, 120);
    }
    case 'probe':
      return t('title.probe', { subject: nameOf(service) });
    case 'event':
      return t('title.event', { subject: nameOf(service) });
    case 'change':
    case 'diff':
      return changed ?? t('kind.change');
  }
}

function isSignal(name: string): name is keyof typeof signalUnits {
  return Object.hasOwn(signalUnits, name);
}
