'use client';
import { CircleUserRound, LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useActor } from '#/components/data/actor.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '#/components/ui/menu.tsx';

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
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut({ callbackUrl: '/sign-in' })}>
          {t('signOut')}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}
