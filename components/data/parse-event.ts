import { eventSchemas, type DiagnosisEvent, type EventName } from '#/lib/contract/events.ts';

/** One message of a diagnosis's stream, or null for what this page does not know: newer servers may say more. */
export function parseEvent(name: string | undefined, data: string): DiagnosisEvent | null {
  if (name === undefined || !isKnown(name)) return null;
  try {
    const parsed = eventSchemas[name].safeParse(JSON.parse(data));
    // The schema was chosen by the name, so name and data belong together.
    return parsed.success ? ({ event: name, data: parsed.data } as DiagnosisEvent) : null;
  } catch {
    return null;
  }
}

function isKnown(name: string): name is EventName {
  return Object.hasOwn(eventSchemas, name);
}
