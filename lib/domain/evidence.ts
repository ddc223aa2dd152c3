import { z } from 'zod';
import { eventTypeSchema, fieldChangeSchema } from './change.ts';
import type { Evidence, EvidenceKind } from './diagnosis.ts';
import { logLineSchema, spanSchema } from './telemetry.ts';

/** `namespace/name` of the service that an observation is about; null when it is about none. */
const service = z.string().nullable();

/** Named fields of one object; `marked` ones are what the evidence is about. A config value is never among them. */
const fields = z.object({
  service,
  object: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullable(), marked: z.boolean() })),
});

/** The shape of `evidence.data` for every kind: what is kept with the report and shown on its cards. */
export const evidenceDataSchemas = {
  log: z.object({ service, lines: z.array(logLineSchema), /** indexes into `lines` */ marked: z.array(z.number().int()) }),
  metric: z.object({
    service,
    signal: z.string(),
    unit: z.string(),
    series: z.array(z.object({ labels: z.record(z.string(), z.string()), points: z.array(z.tuple([z.number(), z.number().nullable()])) })),
    /** unix ms to mark on the chart */
    onset: z.number().nullable(),
  }),
  trace: z.object({ service, trace_id: z.string(), spans: z.array(spanSchema), /** span ids */ marked: z.array(z.string()) }),
  object: fields,
  status: fields,
  probe: fields,
  event: z.object({ service, events: z.array(z.object({ at: z.string(), reason: z.string(), text: z.string() })) }),
  change: changeData(),
  diff: changeData(),
} as const satisfies Record<EvidenceKind, z.ZodType>;

function changeData() {
  return z.object({
    service,
    change_id: z.string(),
    at: z.string(),
    event_type: eventTypeSchema,
    author: z.string(),
    changes: z.array(fieldChangeSchema),
    /** Paths among `changes` that hold the mechanism. */
    marked: z.array(z.string()),
  });
}

export type EvidenceData<K extends EvidenceKind> = z.infer<(typeof evidenceDataSchemas)[K]>;

/** Evidence whose data is known to have the shape of its kind. */
export type TypedEvidence = { [K in EvidenceKind]: Omit<Evidence, 'kind' | 'data'> & { kind: K; data: EvidenceData<K> } }[EvidenceKind];
