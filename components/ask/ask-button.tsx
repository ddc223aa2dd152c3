'use client';
import { MessageCircleQuestionMark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMay } from '#/components/data/actor.tsx';
import { Button } from '#/components/ui/button.tsx';
import { useAsk } from './ask-context.tsx';

/** Opens and closes the panel in which the assistant is asked. */
export function AskButton() {
  const t = useTranslations('ask');
  const { open, setOpen } = useAsk();
  const allowed = useMay('execute');
  if (!allowed) return null;
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-expanded={open}
      aria-controls="ask"
      aria-label={t('title')}
      aria-keyshortcuts="Meta+J Control+J"
      title={t('shortcut')}
      onClick={() => setOpen(!open)}
    >
      <MessageCircleQuestionMark aria-hidden className="size-4" />
      <span className="hidden sm:inline">{t('button')}</span>
    </Button>
  );
}
