/** Splits a list that grew at its head: what the reader has been looking at since `anchor`, and how many came since. */
export function heldBack<T extends { id: string }>(items: readonly T[], anchor: string | null): { shown: readonly T[]; fresh: number } {
  const at = anchor === null ? 0 : items.findIndex((item) => item.id === anchor);
  return at > 0 ? { shown: items.slice(at), fresh: at } : { shown: items, fresh: 0 };
}
