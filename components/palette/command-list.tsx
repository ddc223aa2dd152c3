'use client';
import { Boxes, CornerDownLeft, GitCommitVertical, PanelsTopLeft, Rocket, Sparkles, Stethoscope, Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { cx } from '#/components/ui/cx.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { groups, type Command, type Group } from './command.ts';

const icons = {
  pages: PanelsTopLeft,
  services: Boxes,
  actions: Zap,
  deployments: Rocket,
  diagnoses: Stethoscope,
  changes: GitCommitVertical,
  ask: Sparkles,
} satisfies Record<Group, typeof Boxes>;

type Props = {
  id: string;
  commands: readonly Command[];
  current: string | undefined;
  onPoint: (id: string) => void;
  onRun: (command: Command) => void;
};

/** What was found, under the names of its groups. */
export function CommandList({ id, commands, current, onPoint, onRun }: Props) {
  const t = useTranslations('palette');
  return (
    <div role="listbox" id={`${id}-list`} aria-label={t('results')}>
      {groups.map((group) => {
        const items = commands.filter((command) => command.group === group);
        if (items.length === 0) return null;
        return (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`} className="pb-1.5">
            <p id={`${id}-${group}`} className="px-4 pt-1.5 pb-1 label">
              {t(`groups.${group}`)}
            </p>
            {items.map((command) => (
              <Item
                key={command.id}
                id={`${id} ${command.id}`.replaceAll(' ', '-')}
                command={command}
                current={command.id === current}
                onPoint={() => onPoint(command.id)}
                onRun={() => onRun(command)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

type ItemProps = { id: string; command: Command; current: boolean; onPoint: () => void; onRun: () => void };

function Item({ id, command, current, onPoint, onRun }: ItemProps) {
  const element = useRef<HTMLDivElement>(null);
  const Icon = icons[command.group];
  useEffect(() => {
    if (current) element.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={current}
      onPointerMove={onPoint}
      onClick={onRun}
      className={cx('mx-1.5 flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm select-none', current && 'bg-muted')}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-fg-faint" />
      <span className="min-w-0 flex-1 truncate">{plainText(command.label)}</span>
      {command.detail && <span className="max-w-40 shrink-0 truncate text-xs text-fg-faint">{command.detail}</span>}
      {current && <CornerDownLeft aria-hidden className="size-3.5 shrink-0 text-fg-faint" />}
    </div>
  );
}
