'use client';
import { useTranslations } from 'next-intl';
import { useActor } from '#/components/data/actor.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';

const variables = ['PORT', 'DATA_DIR', 'DATABASE_URL', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL', 'ENCRYPTION_KEY', 'WATCH_SECONDS'] as const;

/** How long things are kept: the variable, and its value in hours or in days. */
export type KeptFor = {
  variable:
    | 'RETENTION_TELEMETRY_HOURS'
    | 'RETENTION_ROLLUP_DAYS'
    | 'RETENTION_DIAGNOSIS_EVENTS_DAYS'
    | 'RETENTION_INCIDENT_DAYS'
    | 'RETENTION_SESSION_DAYS';
  hours?: number;
  days?: number;
};

type Props = { version: string; node: string; teams: readonly string[] | '*'; kept: readonly KeptFor[] };

/** What runs here, who is looking at it, and where its settings live. */
export function AboutView({ version, node, teams, kept }: Props) {
  const t = useTranslations('settings.about');
  const role = useTranslations('common.person.roles');
  const actor = useActor();
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid max-w-prose grid-cols-[8rem_minmax(0,1fr)] gap-y-1.5 text-sm">
        <Fact name={t('version')}>
          {t('product')} {version}
        </Fact>
        <Fact name={t('node')}>{node}</Fact>
        <Fact name={t('signedIn')}>{actor.name}</Fact>
        <Fact name={t('role')}>{role(actor.role)}</Fact>
        <Fact name={t('teams')}>{teams === '*' ? t('allTeams') : teams.join(', ')}</Fact>
        <Fact name={t('api')}>
          <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
            /api/openapi.json
          </a>
        </Fact>
      </dl>
      <Section title={t('where')}>
        <p className="mb-2 text-sm text-fg-muted">{t('whereText')}</p>
        <Table label={t('where')} className="max-w-3xl">
          <thead>
            <tr>
              <Th>{t('columns.name')}</Th>
              <Th>{t('columns.meaning')}</Th>
            </tr>
          </thead>
          <tbody>
            {variables.map((name) => (
              <Tr key={name}>
                <Td className="pr-6">
                  <code className="text-xs">{name}</code>
                </Td>
                <Td>{t(`variable.${name}`)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
      <Section title={t('retention.title')}>
        <p className="mb-2 max-w-prose text-sm text-fg-muted">{t('retention.text')}</p>
        <Table label={t('retention.title')} className="max-w-3xl">
          <thead>
            <tr>
              <Th>{t('retention.what')}</Th>
              <Th>{t('retention.kept')}</Th>
              <Th>{t('columns.name')}</Th>
            </tr>
          </thead>
          <tbody>
            {kept.map(({ variable, hours, days }) => (
              <Tr key={variable}>
                <Td className="pr-6">{t(`retention.of.${variable}`)}</Td>
                <Td className="pr-6 whitespace-nowrap">
                  {hours === undefined ? t('retention.days', { count: days ?? 0 }) : t('retention.hours', { count: hours })}
                </Td>
                <Td>
                  <code className="text-xs">{variable}</code>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </div>
  );
}
