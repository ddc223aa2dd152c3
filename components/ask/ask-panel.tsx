'use client';
import { SquarePen, X } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { Button } from '#/components/ui/button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { AskForm } from './ask-form.tsx';
import { useAsk } from './ask-context.tsx';
import { AskTurn } from './ask-turn.tsx';
import { contextOf, subjectOf } from './page-subject.ts';
import { PanelEdge, usePanelWidth } from './panel-edge.tsx';
import { Suggestions } from './suggestions.tsx';
import { useSheet } from './use-sheet.ts';
import { useConversation } from './use-conversation.ts';

/** A conversation with the SRE Assistant beside the page that it is about. */
export function AskPanel() {
  const t = useTranslations('ask');
  const { open, setOpen, wish, taken } = useAsk();
  const range = useSearchParams().get('range');
  const subject = subjectOf(usePathname());
  const { turns, asking, startAnew } = useConversation();
  const { width, resize } = usePanelWidth();
  const end = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  useSheet(panel, open);
  const ask = (question: string) => asking.mutate({ question, context: contextOf(subject, range, Date.now()) });

  useEffect(() => {
    if (!wish) return;
    taken();
    const { question, service, around } = wish;
    const at = { start: new Date(around?.start ?? 0).toISOString(), end: new Date(around?.end ?? 0).toISOString() };
    const context = { ...(service && { service: service.name, namespace: service.namespace }), ...(around && { time_range: at }) };
    asking.mutate({ question, context });
  }, [wish, taken, asking]);
  useEffect(() => {
    if (open) end.current?.scrollIntoView({ block: 'end' });
  }, [open, turns.length]);

  return (
    <aside
      ref={panel}
      id="ask"
      aria-label={t('title')}
      hidden={!open}
      data-print="hide"
      style={{ ['--ask-width' as string]: `${width}px` }}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      className={cx(
        open ? 'flex' : 'hidden',
        'fixed inset-x-0 top-14 bottom-0 z-40 flex-col rounded-t-lg border-t bg-bg shadow-pop lg:sticky lg:inset-auto lg:top-0 lg:z-10 lg:h-dvh lg:w-(--ask-width) lg:shrink-0 lg:rounded-none lg:border-t-0 lg:border-l lg:shadow-none print:hidden',
      )}
    >
      <PanelEdge width={width} onResize={resize} />
      <header className="flex h-12 shrink-0 items-center gap-1 border-b pr-2 pl-4">
        <h2 className="flex-1 truncate text-sm font-semibold">{t('title')}</h2>
        {turns.length > 0 && (
          <Button variant="ghost" size="sm" square aria-label={t('anew')} title={t('anew')} onClick={startAnew}>
            <SquarePen aria-hidden className="size-4" />
          </Button>
        )}
        <Button variant="ghost" size="sm" square aria-label={t('close')} title={t('close')} onClick={() => setOpen(false)}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        {turns.length === 0 && !asking.isPending && <p className="text-sm text-fg-muted">{t('intro')}</p>}
        <ol aria-label={t('conversation')} className="flex flex-col gap-6">
          {turns.map((turn) => (
            <AskTurn key={turn.id} turn={turn} />
          ))}
        </ol>
        {asking.isPending && <p className="mt-6 text-sm font-medium">{plainText(asking.variables.question)}</p>}
        {asking.error && (
          <div className="mt-4">
            <ProblemState error={asking.error} title={t('notAsked')} onRetry={() => asking.mutate(asking.variables)} />
          </div>
        )}
        <div ref={end} />
      </div>
      <footer className="flex shrink-0 flex-col gap-2 border-t px-4 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
        <Suggestions subject={subject} onAsk={ask} />
        <AskForm busy={asking.isPending} focused={open} onAsk={ask} />
      </footer>
    </aside>
  );
}
