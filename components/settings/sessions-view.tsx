'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Session } from '#/lib/contract/sessions.ts';
import { sendOnly } from '#/components/data/api.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Confirm } from '#/components/ui/confirm.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import { browserName } from './browser-name.ts';

const SESSIONS_URL = '/api/v1/sessions';

/** Where the reader is signed in, and the way to end each. */
export function SessionsView() {
  const t = useTranslations('settings.sessions');
  const { data, error, refetch } = useAnswer<Session[]>(SESSIONS_URL);
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-sm text-fg-muted">{t('intro')}</p>
      {error && <ProblemState error={error} title={t('error')} stillWorks={t('errorElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={3} />}
      {data?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      {data && data.length > 0 && <Sessions sessions={data} onChanged={() => void refetch()} />}
      <p className="text-xs text-fg-faint">{t('environment')}</p>
    </div>
  );
}

function Sessions({ sessions, onChanged }: { sessions: readonly Session[]; onChanged: () => void }) {
  const t = useTranslations('settings.sessions');
  const textOf = useProblemText();
  const [ending, setEnding] = useState<Session | null>(null);

  async function end(session: Session) {
    await sendOnly('DELETE', `${SESSIONS_URL}/${encodeURIComponent(session.id)}`).catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    if (session.current) location.assign('/sign-in');
    else onChanged();
  }

  return (
    <>
      <Table label={t('list')}>
        <thead>
          <tr>
            <Th>{t('columns.browser')}</Th>
            <Th>{t('columns.created')}</Th>
            <Th>{t('columns.seen')}</Th>
            <Th>{t('columns.expires')}</Th>
            <Th>
              <span className="sr-only">{t('columns.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Tr key={session.id}>
              <Td>
                <span className="inline-flex flex-wrap items-center gap-2">
                  <span title={session.user_agent ?? undefined}>{browserName(session.user_agent) ?? t('unknown')}</span>
                  {session.current && <Badge tone="accent">{t('current')}</Badge>}
                </span>
              </Td>
              <Td className="text-xs">
                <RelativeTime at={session.created_at} />
              </Td>
              <Td className="text-xs">
                <RelativeTime at={session.last_seen_at} />
              </Td>
              <Td className="text-xs">
                <RelativeTime at={session.expires_at} />
              </Td>
              <Td numeric>
                <Button size="sm" onClick={() => setEnding(session)}>
                  {t('revoke')}
                </Button>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <Confirm
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={t('revokeTitle')}
        action={t('revoke')}
        danger
        onConfirm={async () => ending && end(ending)}
      >
        {t(ending?.current ? 'revokeOwnText' : 'revokeText')}
      </Confirm>
    </>
  );
}
