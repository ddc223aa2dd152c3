'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Notice } from '#/lib/contract/events.ts';
import { followEvents } from './follow-events.ts';
import { isRecord, jsonOf } from './json-shape.ts';
import { isStale } from './stale.ts';

const STREAM = '/api/v1/stream?topics=services,deployments,incidents,diagnoses,changes,notifications';
/** Notices come in bursts (one transaction sends several): they are answered together. */
const GATHER_MS = 120;

/**
 * Keeps every answer on the page fresh: one stream of notices for the whole app. A hidden page
 * lets it go, because a browser allows few connections; coming back, it asks for all it shows.
 */
export function useNotices(): void {
  const client = useQueryClient();
  useEffect(() => {
    let connection: AbortController | undefined;
    let wasConnected = false;
    const gathered = gather(client);

    const connect = () => {
      connection?.abort();
      connection = new AbortController();
      const { signal } = connection;
      void followEvents(STREAM, signal, {
        onOpen: () => {
          if (wasConnected) void client.invalidateQueries();
          wasConnected = true;
        },
        onEvent: (event) => {
          const notice = jsonOf(event.data);
          if (isNotice(notice)) gathered.add(notice);
        },
      });
    };
    const followVisibility = () => (document.visibilityState === 'visible' ? connect() : connection?.abort());

    followVisibility();
    document.addEventListener('visibilitychange', followVisibility);
    return () => {
      document.removeEventListener('visibilitychange', followVisibility);
      connection?.abort();
      gathered.stop();
    };
  }, [client]);
}

function gather(client: QueryClient) {
  let waiting: Notice[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    const notices = waiting;
    waiting = [];
    timer = undefined;
    void client.invalidateQueries({
      predicate: ({ queryKey: [url] }) => typeof url === 'string' && notices.some((notice) => isStale(url, notice)),
    });
  };
  return {
    add(notice: Notice) {
      waiting.push(notice);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

function isNotice(value: unknown): value is Notice {
  return (
    isRecord(value) &&
    typeof value.topic === 'string' &&
    typeof value.id === 'string' &&
    (value.service === null || typeof value.service === 'string')
  );
}
