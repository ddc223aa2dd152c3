'use client';
import { Copy, Download, Link2, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '#/components/ui/toast.ts';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import { act } from '#/components/data/mutations.ts';
import { readProblem } from '#/components/data/problem-error.ts';
import { urls } from '#/components/data/urls.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { buttonStyle } from '#/components/ui/button-style.ts';

/** Cancel while it runs; afterwards take it along as Markdown or share its address. */
export function DiagnosisActions({ diagnosis, working }: { diagnosis: Diagnosis; working: boolean }) {
  const t = useTranslations('diagnosis');
  const textOf = useProblemText();
  const [cancelling, setCancelling] = useState(false);

  async function cancel() {
    setCancelling(true);
    await act.cancelDiagnosis(diagnosis.id).catch((cause: unknown) => {
      setCancelling(false);
      toast.error(textOf(cause));
    });
  }

  const share = () => void navigator.clipboard.writeText(`${location.origin}/diagnoses/${diagnosis.id}`).then(() => toast(t('linkCopied')));
  /** The text is asked for now, in the reader's language; a browser that refuses the clipboard says so. */
  const copyMarkdown = async () => {
    try {
      const answer = await fetch(`${urls.diagnosis(diagnosis.id)}/report.md`, {
        headers: { 'accept-language': document.documentElement.lang },
      });
      if (!answer.ok) throw await readProblem(answer);
      await navigator.clipboard.writeText(await answer.text());
      toast(t('copied'));
    } catch {
      toast.error(t('copyFailed'));
    }
  };
  return (
    <div className="flex flex-wrap gap-2" data-print="hide">
      {working && (
        <Button busy={cancelling} onClick={() => void cancel()}>
          {!cancelling && <Square aria-hidden className="size-3" />}
          {t(cancelling ? 'cancelling' : 'cancel')}
        </Button>
      )}
      <Button onClick={share}>
        <Link2 aria-hidden className="size-3.5" />
        {t('share')}
      </Button>
      {diagnosis.report && (
        <Button onClick={() => void copyMarkdown()}>
          <Copy aria-hidden className="size-3.5" />
          {t('copyMarkdown')}
        </Button>
      )}
      {diagnosis.report && (
        <a
          href={`${urls.diagnosis(diagnosis.id)}/report.md`}
          download={`diagnosis-${diagnosis.id}.md`}
          className={buttonStyle('secondary')}
        >
          <Download aria-hidden className="size-3.5" />
          {t('export')}
        </a>
      )}
    </div>
  );
}
