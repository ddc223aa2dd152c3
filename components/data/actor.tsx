'use client';
import { createContext, useContext, type ReactNode } from 'react';
import type { Role, Scope } from '#/lib/domain/actor.ts';

export type SignedIn = { name: string; role: Role; scopes: readonly Scope[] };

const ActorContext = createContext<SignedIn>({ name: '', role: 'viewer', scopes: [] });

/** Who is signed in, for every page of the frame. */
export function ActorProvider({ actor, children }: { actor: SignedIn; children: ReactNode }) {
  return <ActorContext value={actor}>{children}</ActorContext>;
}

export function useActor(): SignedIn {
  return useContext(ActorContext);
}

/** Whether to offer an action; the server decides again when it is asked. */
export function useMay(scope: Scope): boolean {
  return useActor().scopes.includes(scope);
}
