'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Service } from '#/lib/contract/services.ts';
import { VersionChip } from '#/components/deployment/version-chip.tsx';
import { RunsFor } from './runs-for.tsx';
import { ServiceChip } from './service-chip.tsx';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="label">{label}</dt>
      <dd className="mt-0.5 flex min-h-5 flex-wrap items-center gap-1.5 text-sm">{children}</dd>
    </div>
  );
}

/** What runs, who answers for it, what it leans on. */
export function ServiceFacts({ service }: { service: Service }) {
  const t = useTranslations('service.header');
  const { desired, ready } = service.replicas;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      <Fact label={t('version')}>
        {service.version ? <VersionChip version={service.version} /> : <span className="text-fg-faint">{t('noVersion')}</span>}
        {service.version_since && !service.stopped && <RunsFor since={service.version_since} />}
      </Fact>
      <Fact label={t('instances')}>
        <span className="tabular-nums">
          {service.stopped ? t('stopped') : ready === null ? t('desired', { desired }) : t('ready', { ready, desired })}
        </span>
      </Fact>
      <Fact label={t('owner')}>{service.owner ?? service.team}</Fact>
      {service.dependencies.length > 0 && (
        <Fact label={t('dependsOn')}>
          {service.dependencies.map((path) => {
            const [name = path, namespace = service.namespace] = path.split('/').reverse();
            return <ServiceChip key={path} namespace={namespace} name={name} />;
          })}
        </Fact>
      )}
      {service.links.length > 0 && (
        <Fact label={t('links')}>
          {service.links.map((link) => (
            <a
              key={link.url}
              href={link.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 rounded-sm text-accent hover:underline"
            >
              {link.title}
              <ExternalLink aria-hidden className="size-3" />
            </a>
          ))}
        </Fact>
      )}
    </dl>
  );
}
