import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { Chip } from '#/components/ui/chip.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { FieldDiff } from '#/components/change/field-diff.tsx';
import { plainText, shortId, shortText } from '#/components/ui/plain-text.ts';
import { VersionChip } from './version-chip.tsx';

/** What this attempt brought: version, image, commits, configuration and flags as a diff. */
export function Carried({ deployment }: { deployment: Deployment }) {
  const t = useTranslations('deployment.carried');
  const { commits, config_changes: changes, image, description, commit_sha: sha } = deployment;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
        <Fact name={t('version')}>
          <span className="inline-flex flex-wrap items-center gap-1.5">
            {deployment.previous_version && deployment.previous_version !== deployment.version && (
              <>
                <VersionChip version={deployment.previous_version} />
                <span aria-hidden>→</span>
              </>
            )}
            <VersionChip version={deployment.version} />
          </span>
        </Fact>
        {image && (
          <Fact name={t('image')}>
            <code className="text-xs [overflow-wrap:anywhere]">{plainText(image)}</code>
          </Fact>
        )}
        {sha && (
          <Fact name={t('commit')}>
            <code className="text-xs">{sha.slice(0, 12)}</code>
          </Fact>
        )}
        {description && <Fact name={t('description')}>{plainText(description)}</Fact>}
        {deployment.restores && (
          <Fact name={t('restores')}>
            <Chip href={`/deployments/${deployment.restores}`} mono>
              {shortId(deployment.restores)}
            </Chip>
          </Fact>
        )}
        {deployment.change_id && (
          <Fact name={t('change')}>
            <Chip href={`/changes#${deployment.change_id}`} mono>
              {shortId(deployment.change_id)}
            </Chip>
          </Fact>
        )}
      </dl>
      {changes.length > 0 && (
        <div>
          <h3 className="mb-1 text-xs font-medium text-fg-muted">{t('config')}</h3>
          <FieldDiff entries={changes} />
        </div>
      )}
      {commits.length > 0 && (
        <div>
          <h3 className="mb-1 text-xs font-medium text-fg-muted">{t('commits')}</h3>
          <ul className="flex flex-col gap-1">
            {commits.map((commit) => (
              <li key={commit.sha} className="flex gap-2 text-xs">
                <code className="shrink-0 text-fg-faint">{commit.sha.slice(0, 8)}</code>
                <span className="min-w-0 [overflow-wrap:anywhere]">{shortText(commit.message.split('\n')[0] ?? '', 200)}</span>
                {commit.author && <span className="shrink-0 text-fg-faint">{shortText(commit.author, 60)}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {changes.length === 0 && commits.length === 0 && <p className="text-fg-muted">{t('none')}</p>}
    </div>
  );
}
