'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Inbox } from '#/lib/contract/inbox.ts';

const KEY = 'browser-notices';
const CHANGED = 'browser-notices-changed';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  window.addEventListener(CHANGED, onChange);
  return () => {
    window.removeEventListener('storage', onChange);
    window.removeEventListener(CHANGED, onChange);
  };
}

const wanted = () => localStorage.getItem(KEY) === 'on' && 'Notification' in window && Notification.permission === 'granted';

/** Whether this browser is to show notices of its own: switched on here, and allowed by the browser. */
export function useWantsBrowserNotices(): boolean {
  return useSyncExternalStore(subscribe, wanted, () => false);
}

/** Switches them on or off; the browser's own question comes only now. Answers whether they are on. */
export async function setBrowserNotices(on: boolean): Promise<boolean> {
  const granted = on && 'Notification' in window && (await Notification.requestPermission()) === 'granted';
  if (granted) localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
  window.dispatchEvent(new Event(CHANGED));
  return granted;
}

/** Shows what is new since the page last knew of the inbox, while the reader looks elsewhere; nothing while undefined. */
export function useBrowserNotices(inbox: Inbox | undefined): void {
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (!inbox) return;
    const since = known.current;
    known.current = inbox.items[0]?.at ?? since ?? '';
    if (since === null || document.visibilityState === 'visible') return;
    for (const item of inbox.items.filter(({ at, unread }) => unread && Date.parse(at) > (Date.parse(since) || 0)).toReversed()) {
      const body = item.service ? `${item.service}: ${item.text}` : item.text;
      const notice = new Notification(item.title, { body, tag: `incident-${item.incident_id}` });
      notice.onclick = () => {
        window.focus();
        location.assign(`/incidents/${item.incident_id}`);
      };
    }
  }, [inbox]);
}
