'use client';
import { z } from 'zod';
import { serviceSchema } from '#/lib/contract/services.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

const servicesSchema = z.array(serviceSchema);

/** Every service that the reader may see. */
export function useServices() {
  return useAnswer(servicesSchema, urls.services);
}
