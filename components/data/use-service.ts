'use client';
import { serviceSchema } from '#/lib/contract/services.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

/** One service. */
export function useService(namespace: string, name: string) {
  return useAnswer(serviceSchema, urls.service(namespace, name));
}
