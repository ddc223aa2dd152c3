'use client';
import { useTranslations } from 'next-intl';
import { useActor } from '#/components/data/actor.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';

const variables = ['PORT', 'DATA_DIR', 'DATABASE_URL', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL', 'WATCH_SECONDS'] as const;

type Props = { version: string; node: string; teams: readonly string[] | '*' };

/** What runs here, who is looking at it, and where its settings live. */
export function AboutView({ version, node, teams }: Props) {
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
    </div>
  );
}
