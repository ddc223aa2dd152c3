'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { subjectOf } from '#/components/ask/page-subject.ts';
import { changeWindow } from '#/components/change/time-range.ts';
import { useMay } from '#/components/data/actor.tsx';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useServices } from '#/components/data/use-service.ts';
import { destinations } from '#/components/layout/destinations.ts';
import { servicePath } from '#/components/service/service-path.ts';
import { sections } from '#/components/settings/sections.ts';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { Deployment } from '#/lib/contract/deployments.ts';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Command } from './command.ts';
import { ranked } from './rank.ts';
import { effectOf, serviceVerbs } from './service-commands.ts';

const RECENT = 30;
/** So many of each group are shown. */
const MOST = 6;
const MOST_UNTYPED = 4;

/** Everything that can be jumped to or run, as far as it fits what was typed, in the order of its groups. */
export function useCommands(typed: string): { commands: Command[]; loading: boolean; missing: string[] } {
  const t = useTranslations('palette');
  const mayChange = useMay('deployments:write');
  const mayAsk = useMay('execute');
  const here = subjectOf(usePathname()).service;
  const [week] = useState(() => changeWindow('7d', Date.now()));
  const services = useServices();
  const deployments = useAnswer<Deployment[]>(urls.deployments({ limit: RECENT }));
  const diagnoses = useAnswer<Diagnosis[]>(urls.diagnoses({ limit: RECENT }));
  const changes = useAnswer<AuditRecord[]>(urls.changes({ ...week, limit: RECENT }));
  const pages = usePageCommands();
  const word = useWords();

  const all = services.data ?? [];
  const own = all.filter((service) => service.name === here?.name && service.namespace === here.namespace);
  // Without a word typed only the page's own service offers its actions.
  const acted = typed === '' ? own : [...own, ...all.filter((service) => !own.includes(service))];
  const found: Record<Exclude<Command['group'], 'ask'>, Command[]> = {
    pages,
    services: all.map((service) => ({
      id: `service ${service.id}`,
      group: 'services',
      label: service.name,
      detail: service.namespace,
      keywords: `${service.namespace} ${service.team} ${service.owner ?? ''} ${service.description}`,
      effect: { kind: 'go', href: servicePath(service.namespace, service.name) },
    })),
    actions: acted.flatMap((service) =>
      serviceVerbs(service, mayChange).map((verb) => ({
        id: `${verb} ${service.id}`,
        group: 'actions' as const,
        label: t(`actions.${verb}`, { name: service.name }),
        detail: service.namespace,
        keywords: verb,
        effect: effectOf(verb, service),
      })),
    ),
    deployments: (deployments.data ?? []).map((deployment) => ({
      id: `deployment ${deployment.id}`,
      group: 'deployments',
      label: `${deployment.service} ${deployment.version}`,
      detail: word.status(deployment.status),
      keywords: `${deployment.namespace} ${deployment.author} ${deployment.id}`,
      effect: { kind: 'go', href: `/deployments/${deployment.id}` },
    })),
    diagnoses: (diagnoses.data ?? []).map((diagnosis) => ({
      id: `diagnosis ${diagnosis.id}`,
      group: 'diagnoses',
      label: diagnosis.report?.summary ?? diagnosis.question,
      detail: diagnosis.subject.service ?? '',
      keywords: `${diagnosis.question} ${diagnosis.id}`,
      effect: { kind: 'go', href: `/diagnoses/${diagnosis.id}` },
    })),
    changes: (changes.data ?? []).map((change) => ({
      id: `change ${change.id}`,
      group: 'changes',
      label: change.summary,
      detail: change.author,
      keywords: `${change.service ?? ''} ${word.type(change.event_type)}`,
      effect: { kind: 'go', href: `/changes?range=30d#${change.id}` },
    })),
  };
  const most = typed === '' ? MOST_UNTYPED : MOST;
  const commands = Object.entries(found).flatMap(([group, items]) =>
    ranked(items, typed, group === 'pages' || (group === 'actions' && typed === '') ? 9 : most),
  );
  if (typed !== '' && mayAsk) {
    commands.push({
      id: 'ask',
      group: 'ask',
      label: t('ask', { text: typed }),
      detail: t('askHint'),
      keywords: '',
      effect: { kind: 'ask', question: typed },
    });
  }
  const sources = { services, deployments, diagnoses, changes };
  return {
    commands,
    loading: Object.values(sources).some(({ data, error }) => data === undefined && error === null),
    missing: Object.entries(sources).flatMap(([name, { data, error }]) =>
      data === undefined && error ? [t(`groups.${name as keyof typeof sources}`)] : [],
    ),
  };
}

function usePageCommands(): Command[] {
  const nav = useTranslations('common.nav');
  const settings = useTranslations('settings.nav');
  const pages = destinations.map(({ name, href }) => ({ id: `page ${href}`, label: nav(name), keywords: name, href }));
  const below = sections.map((name) => ({
    id: `settings ${name}`,
    label: settings(name),
    keywords: `settings ${name}`,
    href: `/settings/${name}`,
  }));
  return [...pages, ...below].map(({ href, ...page }) => ({ ...page, group: 'pages', effect: { kind: 'go', href } }));
}

function useWords() {
  const status = useTranslations('common.deploymentStatus');
  const type = useTranslations('common.eventType');
  return { status, type };
}
