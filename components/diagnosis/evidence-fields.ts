import { isRecord } from '#/components/data/json-shape.ts';
import { plainText } from '#/components/ui/plain-text.ts';

export type Field = { name: string; value: string; marked: boolean };

function asText(value: unknown): string {
  return plainText(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

/** Data of a shape that no card knows, field by field: nested names are dotted, two levels deep, what lies deeper is JSON. */
export function looseFields(data: unknown, prefix = '', depth = 0): Field[] {
  if (Array.isArray(data)) return data.slice(0, 20).flatMap((item, index) => looseFields(item, `${prefix}[${index}]`, depth));
  if (!isRecord(data)) return data === null || data === undefined ? [] : [{ name: prefix, value: asText(data), marked: false }];
  return Object.entries(data).flatMap(([name, value]): Field[] => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (value === null || value === undefined) return [];
    return isRecord(value) && depth < 2 ? looseFields(value, path, depth + 1) : [{ name: path, value: asText(value), marked: false }];
  });
}

/** All marked fields, filled up to `few` with those that stand first; in their own order. */
export function foremostFields<T extends { marked: boolean }>(fields: readonly T[], few: number): T[] {
  const marked = fields.filter((field) => field.marked).length;
  const filling = new Set(fields.filter((field) => !field.marked).slice(0, Math.max(0, few - marked)));
  return fields.filter((field) => field.marked || filling.has(field));
}
