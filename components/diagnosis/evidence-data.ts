import { z } from 'zod';
import { fieldChangeSchema } from '#/lib/domain/change.ts';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { spanSchema } from '#/lib/domain/telemetry.ts';

const lineSchema = z.looseObject({
  at: z.string().nullish(),
  line: z.string(),
  instance: z.string().nullish(),
  level: z.string().nullish(),
  stream: z.string().nullish(),
});
const pointsSchema = z.array(z.tuple([z.number(), z.number().nullable()]));
const seriesSchema = z.array(z.looseObject({ labels: z.record(z.string(), z.string()).optional(), points: pointsSchema }));
const diffSchema = z.array(fieldChangeSchema);

export type EvidenceLine = z.infer<typeof lineSchema>;
export type EvidenceSeries = z.infer<typeof seriesSchema>[number];
export type Field = { name: string; value: string };

/** What an evidence card draws, by the shape its data really has; `fields` when nothing better fits. */
export type EvidenceView =
  | { shape: 'log'; lines: EvidenceLine[] }
  | { shape: 'metric'; series: EvidenceSeries[]; unit: string | null }
  | { shape: 'diff'; changes: z.infer<typeof diffSchema> }
  | { shape: 'trace'; spans: z.infer<typeof spanSchema>[] }
  | { shape: 'fields'; fields: Field[] }
  | { shape: 'none' };

/** The value under one of these names, or the data itself when it is a bare list. */
function listOf<T>(data: unknown, names: readonly string[], schema: z.ZodType<T[]>): T[] | null {
  const candidates = isRecord(data) ? names.map((name) => data[name]) : [data];
  for (const candidate of candidates) {
    const parsed = schema.safeParse(candidate);
    if (parsed.success && parsed.data.length > 0) return parsed.data;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Nested objects become dotted names, two levels deep; what lies deeper is JSON. */
function fieldsOf(data: unknown, prefix = '', depth = 0): Field[] {
  if (Array.isArray(data)) return data.slice(0, 20).flatMap((item, index) => fieldsOf(item, `${prefix}[${index}]`, depth));
  if (!isRecord(data)) return data === null || data === undefined ? [] : [{ name: prefix, value: asText(data) }];
  return Object.entries(data).flatMap(([name, value]): Field[] => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (value === null || value === undefined) return [];
    return isRecord(value) && depth < 2 ? fieldsOf(value, path, depth + 1) : [{ name: path, value: asText(value) }];
  });
}

/** Reads an evidence item's data once, at the border; a shape it does not know is shown field by field. */
export function evidenceView(evidence: Evidence): EvidenceView {
  const { data, kind } = evidence;
  if (kind === 'log') {
    const lines = listOf(data, ['lines'], z.array(lineSchema));
    if (lines) return { shape: 'log', lines };
  }
  if (kind === 'metric') {
    const unit = isRecord(data) && typeof data.unit === 'string' ? data.unit : null;
    const series = listOf(data, ['series'], seriesSchema);
    if (series) return { shape: 'metric', series, unit };
    const points = listOf(data, ['points'], pointsSchema);
    if (points) return { shape: 'metric', series: [{ points }], unit };
  }
  if (kind === 'change' || kind === 'diff') {
    const changes = listOf(data, ['changes', 'config_changes', 'diff'], diffSchema);
    if (changes) return { shape: 'diff', changes };
  }
  if (kind === 'trace') {
    const spans = listOf(data, ['spans'], z.array(spanSchema));
    if (spans) return { shape: 'trace', spans };
  }
  const fields = fieldsOf(data);
  return fields.length > 0 ? { shape: 'fields', fields } : { shape: 'none' };
}
