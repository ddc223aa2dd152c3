'use client';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import type { Member } from '#/lib/contract/members.ts';
import type { Role } from '#/lib/domain/actor.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Select } from '#/components/ui/select.tsx';
import { changeMember } from './member-actions.ts';
import { teamsOf } from './token-state.ts';

const roles = ['viewer', 'operator', 'admin'] as const satisfies readonly Role[];

/** Asks for a member's new role and teams. */
export function MemberEdit({ member, onClose, onChanged }: { member: Member; onClose: () => void; onChanged: () => void }) {
  const t = useTranslations('settings.members');
  const textOf = useProblemText();
  const [role, setRole] = useState<Role>(member.role);
  const [teams, setTeams] = useState(member.teams.join(', '));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await changeMember(member.id, { role, teams: teamsOf(teams) });
      onChanged();
      onClose();
    } catch (cause) {
      setError(textOf(cause));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('edit.title', { name: member.name })}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {member.rights_from_issuer && <p className="rounded-md bg-muted px-3 py-2 text-sm">{t('edit.fromIssuer')}</p>}
        <Field id="member-role" label={t('columns.role')} hint={t(`roleHint.${role}`)}>
          <Select
            id="member-role"
            value={role}
            onValueChange={setRole}
            items={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
        </Field>
        <Field id="member-teams" label={t('columns.teams')} hint={t('edit.teamsHint')}>
          <Input id="member-teams" value={teams} onChange={(event) => setTeams(event.target.value)} autoComplete="off" />
        </Field>
        {error && (
          <p role="alert" className="rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('edit.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('edit.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
