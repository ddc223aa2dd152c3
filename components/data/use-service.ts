'use client';
import type { Service } from '#/lib/contract/services.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

/** One service. */
export function useService(namespace: string, name: string) {
  return useAnswer<Service>(urls.service(namespace, name));
}

/** Every service that the reader may see. */
export function useServices() {
  return useAnswer<Service[]>(urls.services);
}
