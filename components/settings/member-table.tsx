'use client';
import { Ban, LogOut, MoreHorizontal, Pencil, UserCheck } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Member } from '#/lib/contract/members.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#/components/ui/menu.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import { changeMember, signOutMember } from './member-actions.ts';

const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));
const MemberEdit = dynamic(() => import('./member-edit.tsx').then((loaded) => loaded.MemberEdit));

const columns = ['person', 'role', 'teams', 'seen', 'state'] as const;
/** A phone shows who it is, their role, and what can be done. */
const onWide = 'max-md:hidden';

type Doing = { what: 'edit' | 'disable' | 'enable' | 'signOut'; member: Member };

/** All members with their rights, and what an administrator may do about each. */
export function MemberTable({ members, onChanged }: { members: readonly Member[]; onChanged: () => void }) {
  const t = useTranslations('settings.members');
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <>
      <Table label={t('list')}>
        <thead>
          <tr>
            {columns.map((name) => (
              <Th key={name} className={name === 'person' || name === 'role' ? undefined : onWide}>
                {t(`columns.${name}`)}
              </Th>
            ))}
            <Th>
              <span className="sr-only">{t('columns.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} onDo={(what) => setDoing({ what, member })} />
          ))}
        </tbody>
      </Table>
      {doing?.what === 'edit' && <MemberEdit member={doing.member} onClose={close} onChanged={onChanged} />}
      {doing && doing.what !== 'edit' && <ConfirmDoing doing={{ ...doing, what: doing.what }} onClose={close} onChanged={onChanged} />}
    </>
  );
}

function ConfirmDoing({
  doing: { what, member },
  onClose,
  onChanged,
}: {
  doing: { what: Exclude<Doing['what'], 'edit'>; member: Member };
  onClose: () => void;
  onChanged: () => void;
}) {
  const t = useTranslations('settings.members');
  const textOf = useProblemText();

  async function confirm() {
    const work = what === 'signOut' ? signOutMember(member.id) : changeMember(member.id, { disabled: what === 'disable' });
    await work.catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    onChanged();
  }

  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`confirm.${what}.title`, { name: member.name })}
      action={t(`confirm.${what}.action`)}
      danger={what !== 'enable'}
      onConfirm={confirm}
    >
      {t(`confirm.${what}.text`)}
    </Confirm>
  );
}

function MemberRow({ member, onDo }: { member: Member; onDo: (what: Doing['what']) => void }) {
  const t = useTranslations('settings.members');
  const disabled = member.disabled_at !== null;
  const everyTeam = member.role === 'admin' || member.teams.includes('*');
  const state = <Badge tone={disabled ? 'unknown' : 'healthy'}>{t(disabled ? 'state.disabled' : 'state.active')}</Badge>;
  return (
    <Tr className={disabled ? 'text-fg-faint' : undefined}>
      <Td>
        <span className="font-medium [overflow-wrap:anywhere]">{member.name}</span>
        {member.email !== member.name && <span className="block text-xs [overflow-wrap:anywhere] text-fg-faint">{member.email}</span>}
        {disabled && <span className="mt-1 block md:hidden">{state}</span>}
      </Td>
      <Td>
        {t(`role.${member.role}`)}
        {member.rights_from_issuer && (
          <span className="block text-xs text-fg-faint">{t('fromIssuer', { issuer: hostOf(member.issuer) })}</span>
        )}
      </Td>
      <Td className={`max-w-64 text-xs ${onWide}`}>{everyTeam ? t('allTeams') : member.teams.join(', ') || t('noTeams')}</Td>
      <Td className={`text-xs ${onWide}`}>{member.last_seen_at ? <RelativeTime at={member.last_seen_at} /> : t('neverSeen')}</Td>
      <Td className={onWide}>{state}</Td>
      <Td numeric>
        <Menu
          label={t('actionsOf', { name: member.name })}
          trigger={
            <Button size="sm" square variant="ghost">
              <MoreHorizontal aria-hidden className="size-4" />
            </Button>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onDo('edit')}>
            {t('edit.open')}
          </MenuItem>
          <MenuItem icon={<LogOut aria-hidden />} onSelect={() => onDo('signOut')}>
            {t('confirm.signOut.open')}
          </MenuItem>
          <MenuSeparator />
          {disabled ? (
            <MenuItem icon={<UserCheck aria-hidden />} onSelect={() => onDo('enable')}>
              {t('confirm.enable.open')}
            </MenuItem>
          ) : (
            <MenuItem danger icon={<Ban aria-hidden />} onSelect={() => onDo('disable')}>
              {t('confirm.disable.open')}
            </MenuItem>
          )}
        </Menu>
      </Td>
    </Tr>
  );
}

function hostOf(issuer: string | null): string {
  return issuer !== null && URL.canParse(issuer) ? new URL(issuer).host : '';
}
