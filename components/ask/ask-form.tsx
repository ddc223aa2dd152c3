'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '#/components/ui/button.tsx';
import { Textarea } from '#/components/ui/textarea.tsx';

const LONGEST = 4000;

/** Where a question is typed; Enter puts it, Shift and Enter begin a line. */
export function AskForm({ busy, focused, onAsk }: { busy: boolean; focused: boolean; onAsk: (question: string) => void }) {
  const t = useTranslations('ask');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);

  function put() {
    const question = text.trim();
    if (question === '' || busy) return;
    onAsk(question);
    setText('');
  }
  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    put();
  }

  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        put();
      }}
    >
      <Textarea
        ref={field}
        rows={2}
        aria-label={t('question')}
        placeholder={t('placeholder')}
        value={text}
        maxLength={LONGEST}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="min-h-14 resize-none"
      />
      <Button type="submit" variant="primary" square busy={busy} disabled={text.trim() === ''} aria-label={t('send')} title={t('send')}>
        {!busy && <ArrowUp aria-hidden className="size-4" />}
      </Button>
    </form>
  );
}
