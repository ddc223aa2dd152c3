'use client';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

/** One question and the diagnosis that answers it. */
export type Turn = { id: string; question: string };
/** A question that is to be put as soon as the panel is there; `around` narrows it to a time (unix ms). */
export type Wish = { question: string; service: { namespace: string; name: string } | null; around: { start: number; end: number } | null };

type Ask = {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Opens the panel and puts a question there. */
  put: (wish: Wish) => void;
  wish: Wish | null;
  taken: () => void;
};

const nowhere: Ask = { open: false, setOpen: () => undefined, put: () => undefined, wish: null, taken: () => undefined };
const AskContext = createContext<Ask>(nowhere);

/** Holds whether the panel is open; it stands above the pages, so that a conversation outlives them. */
export function AskProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [wish, setWish] = useState<Wish | null>(null);
  const ask = useMemo(
    () => ({
      open,
      setOpen,
      put: (next: Wish) => {
        setWish(next);
        setOpen(true);
      },
      wish,
      taken: () => setWish(null),
    }),
    [open, wish],
  );
  return <AskContext value={ask}>{children}</AskContext>;
}

/** The panel in which the SRE Assistant is asked. */
export function useAsk(): Ask {
  return useContext(AskContext);
}
