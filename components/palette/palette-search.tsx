'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState, type KeyboardEvent } from 'react';
import type { Command } from './command.ts';
import { CommandList } from './command-list.tsx';
import { useCommands } from './use-commands.ts';

/** A field and what fits it; the arrow keys choose while the focus stays in the field. */
export function PaletteSearch({ onRun }: { onRun: (command: Command) => void }) {
  const t = useTranslations('palette');
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { commands, loading, missing } = useCommands(text.trim());
  const at = Math.max(
    0,
    commands.findIndex((command) => command.id === chosen),
  );
  const current = commands[at];

  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing || commands.length === 0) return;
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + commands.length,
      PageDown: Math.min(at + 6, commands.length - 1),
      PageUp: Math.max(at - 6, 0),
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setChosen(commands[next % commands.length]?.id ?? null);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onRun(current);
    }
  }

  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-fg-faint" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id} ${current.id}`.replaceAll(' ', '-') : undefined}
          aria-autocomplete="list"
          aria-label={t('placeholder')}
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          maxLength={4000}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-fg-faint"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto py-1.5">
        {missing.length > 0 && <p className="px-4 py-1.5 text-xs text-fg-muted">{t('incomplete', { what: missing.join(', ') })}</p>}
        {commands.length === 0 && <p className="px-4 py-6 text-center text-sm text-fg-muted">{t(loading ? 'loading' : 'none')}</p>}
        <CommandList id={id} commands={commands} current={current?.id} onPoint={setChosen} onRun={onRun} />
      </div>
      <p className="hidden shrink-0 border-t bg-subtle px-4 py-2 text-xs text-fg-faint sm:block">{t('keys')}</p>
    </>
  );
}
