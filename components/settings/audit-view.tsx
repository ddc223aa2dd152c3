'use client';
import { useTranslations } from 'next-intl';
import type { AuditHead } from '#/lib/contract/audit-logs.ts';
import { CodeBlock } from '#/components/ui/code-block.tsx';
import { CopyButton } from '#/components/ui/copy-button.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';

/** Where each namespace's chain ends and how to check them; null when the reader may not see that. */
export function AuditView({ heads }: { heads: readonly AuditHead[] | null }) {
  const t = useTranslations('settings.audit');
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-prose text-sm text-fg-muted">{t('intro')}</p>
      <Section title={t('list')}>
        {heads === null && <p className="text-sm text-fg-muted">{t('forbidden')}</p>}
        {heads?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
        {heads && heads.length > 0 && <Heads heads={heads} />}
        {heads && <p className="mt-2 max-w-prose text-xs text-fg-faint">{t('keep')}</p>}
      </Section>
      <Section title={t('verify')}>
        <p className="mb-2 max-w-prose text-sm text-fg-muted">{t('verifyText')}</p>
        <CodeBlock label={t('verify')} lines={[{ text: 'npm run audit:verify' }]} className="max-w-prose" />
      </Section>
    </div>
  );
}

function Heads({ heads }: { heads: readonly AuditHead[] }) {
  const t = useTranslations('settings.audit');
  return (
    <Table label={t('list')}>
      <thead>
        <tr>
          <Th>{t('columns.namespace')}</Th>
          <Th numeric>{t('columns.entries')}</Th>
          <Th className="pl-6">{t('columns.time')}</Th>
          <Th>{t('columns.hash')}</Th>
        </tr>
      </thead>
      <tbody>
        {heads.map((head) => (
          <Tr key={`${head.cluster}/${head.namespace}`}>
            <Td>{head.cluster === 'default' ? head.namespace : `${head.cluster}/${head.namespace}`}</Td>
            <Td numeric className="tabular-nums">
              {head.entries}
            </Td>
            <Td className="pl-6 text-xs">{head.newest_at && <RelativeTime at={head.newest_at} />}</Td>
            <Td>
              <span className="inline-flex items-center gap-1">
                <code className="text-xs text-fg-muted" title={head.hash}>
                  {head.hash.slice(0, 16)}…
                </code>
                <CopyButton text={head.hash} />
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
