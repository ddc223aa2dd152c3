'use client';
import { useTranslations } from 'next-intl';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { DeploymentCard } from '#/components/deployment/deployment-card.tsx';
import { Chip } from '#/components/ui/chip.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { CopyButton } from '#/components/ui/copy-button.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { plainText, shortId } from '#/components/ui/plain-text.ts';
import { FieldDiff } from './field-diff.tsx';

/** What a record altered, and where else it is known. */
export function ChangeDetail({ record }: { record: AuditRecord }) {
  const t = useTranslations('change');
  return (
    <div className="flex max-w-4xl flex-col gap-3">
      {record.changes.length > 0 ? <FieldDiff entries={record.changes} /> : <p className="text-sm text-fg-muted">{t('noFields')}</p>}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1 text-xs">
        {record.deployment_id && (
          <Fact name={t('deployment')}>
            <Chip href={`/deployments/${record.deployment_id}`} mono card={<DeploymentCard id={record.deployment_id} />}>
              {shortId(record.deployment_id)}
            </Chip>
          </Fact>
        )}
        {record.commit_sha && (
          <Fact name={t('commit')}>
            <code>{plainText(record.commit_sha)}</code>
          </Fact>
        )}
        <Fact name={t('columns.source')}>{plainText(record.source)}</Fact>
        {record.external_id && (
          <Fact name={t('externalId')}>
            <code>{plainText(record.external_id)}</code>
          </Fact>
        )}
        {record.url && (
          <Fact name={t('link')}>
            {/* Another site's address, reported by a program: shown, never followed from here. */}
            <code>{plainText(record.url)}</code> <CopyButton text={record.url} label={t('link')} />
          </Fact>
        )}
        <Fact name={t('recorded')}>
          <ExactTime at={record.recorded_at} detail="day" />
        </Fact>
        <Fact name={t('hash')}>
          <code className="text-fg-muted">{record.hash}</code>
        </Fact>
        <Fact name={t('previousHash')}>
          <code className="text-fg-muted">{record.previous_hash}</code>
        </Fact>
        <Fact name={t('copyLink')}>
          <CopyButton text={`${location.origin}/changes#${record.id}`} label={t('copyLink')} />
        </Fact>
      </dl>
    </div>
  );
}
