'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Token } from '#/lib/contract/tokens.ts';
import { sendOnly } from '#/components/data/api.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Confirm } from '#/components/ui/confirm.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import { useNow } from '#/components/ui/use-now.ts';
import { tokenState } from './token-state.ts';

const columns = ['name', 'prefix', 'scopes', 'teams', 'used', 'expires', 'state'] as const;
/** A phone shows whose token it is, its state and the way to end it. */
const onWide = 'max-md:hidden';

/** All tokens with what they may do, when they were last used, and the way to end one. */
export function TokenTable({ tokens, onChanged }: { tokens: readonly Token[]; onChanged: () => void }) {
  const t = useTranslations('settings.tokens');
  const textOf = useProblemText();
  const [revoking, setRevoking] = useState<Token | null>(null);

  async function revoke(token: Token) {
    await sendOnly('DELETE', `/api/v1/tokens/${encodeURIComponent(token.id)}`).catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    onChanged();
  }

  return (
    <>
      <Table label={t('list')}>
        <thead>
          <tr>
            {columns.map((name) => (
              <Th key={name} className={name === 'name' || name === 'state' ? undefined : onWide}>
                {t(`columns.${name}`)}
              </Th>
            ))}
            <Th>
              <span className="sr-only">{t('columns.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </tbody>
      </Table>
      <Confirm
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={t('revokeTitle', { name: revoking?.name ?? '' })}
        action={t('revokeConfirm')}
        danger
        onConfirm={async () => revoking && revoke(revoking)}
      >
        {t('revokeText', { prefix: revoking?.prefix ?? '' })}
      </Confirm>
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const t = useTranslations('settings.tokens');
  const state = useNow((now) => tokenState(token, now));
  return (
    <Tr className={state === 'active' ? undefined : 'text-fg-faint'}>
      <Td>
        <span className="font-medium [overflow-wrap:anywhere]">{token.name}</span>
        <span className="block text-xs text-fg-faint">{t('createdBy', { author: token.created_by })}</span>
      </Td>
      <Td className={onWide}>
        <code className="text-xs">{token.prefix}</code>
      </Td>
      <Td className={`max-w-72 min-w-40 text-xs ${onWide}`}>{token.scopes.join(', ')}</Td>
      <Td className={`text-xs ${onWide}`}>{token.teams.join(', ') || '–'}</Td>
      <Td className={`text-xs ${onWide}`}>{token.last_used_at ? <RelativeTime at={token.last_used_at} /> : t('neverUsed')}</Td>
      <Td className={`text-xs ${onWide}`}>{token.expires_at ? <RelativeTime at={token.expires_at} /> : t('never')}</Td>
      <Td>
        <Badge tone={state === 'active' ? 'healthy' : 'unknown'}>{t(`state.${state}`)}</Badge>
      </Td>
      <Td numeric>
        {state === 'active' && (
          <Button size="sm" aria-label={`${t('revoke')} ${token.name}`} onClick={onRevoke}>
            {t('revoke')}
          </Button>
        )}
      </Td>
    </Tr>
  );
}
