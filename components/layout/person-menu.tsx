'use client';
import { CircleUserRound, LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActor } from '#/components/data/actor.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '#/components/ui/menu.tsx';

/** Ends the session; its code is fetched when somebody leaves. */
async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ callbackUrl: '/sign-in' });
}

/** Who is signed in and as what, and the way out. */
export function PersonMenu() {
  const t = useTranslations('common.person');
  const { name, role } = useActor();
  return (
    <Menu
      label={t('label')}
      trigger={
        <Button variant="ghost" size="sm" square title={t('label')}>
          <CircleUserRound aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuGroup
        label={
          <>
            <span className="block text-sm font-medium text-fg">{name}</span>
            <span className="block font-normal">{t(`roles.${role}`)}</span>
          </>
        }
      >
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void leave()}>
          {t('signOut')}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}
