'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useMutation } from '@tanstack/react-query';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { contextOf, subjectOf } from '#/components/ask/page-subject.ts';
import { act } from '#/components/data/mutations.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { backdropStyle } from '#/components/ui/dialog.tsx';
import { toast } from '#/components/ui/toast.ts';
import type { Command } from './command.ts';
import { PaletteAction, type Action } from './palette-action.tsx';
import { PaletteSearch } from './palette-search.tsx';

/** Jump to anything, run any permitted action, or ask. What is chosen may open a dialog of its own. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('palette');
  const router = useRouter();
  const textOf = useProblemText();
  const path = usePathname();
  const range = useSearchParams().get('range');
  const [action, setAction] = useState<Action | null>(null);
  const asking = useMutation({
    mutationFn: (question: string) => act.ask(question, contextOf(subjectOf(path), range, Date.now())),
    onSuccess: ({ session_id }) => router.push(`/diagnoses/${session_id}`),
    onError: (error) => toast.error(textOf(error)),
  });

  function run({ effect }: Command) {
    onOpenChange(false);
    if (effect.kind === 'go') router.push(effect.href);
    else if (effect.kind === 'ask') asking.mutate(effect.question);
    else setAction(effect);
  }

  return (
    <>
      <Dialog.Root open={open} onOpenChange={onOpenChange}>
        <Dialog.Portal>
          <Dialog.Backdrop className={backdropStyle} />
          <Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-raised shadow-pop transition-opacity outline-none data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 max-sm:top-3 max-sm:max-h-[85dvh]">
            <Dialog.Title className="sr-only">{t('label')}</Dialog.Title>
            <PaletteSearch onRun={run} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      {action && <PaletteAction action={action} onClose={() => setAction(null)} />}
    </>
  );
}
