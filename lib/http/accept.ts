/** Whether an `Accept` header asks for server-sent events at least as much as for JSON. Only their own name asks for them. */
export function prefersStream(accept: string | null): boolean {
  const wanted = (type: string) =>
    (accept ?? '')
      .slice(0, 1000)
      .toLowerCase()
      .split(',')
      .map((range) => range.split(';').map((part) => part.trim()))
      .filter(([name]) => name === type)
      .map(([, ...parameters]) => Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1))
      .reduce((best, quality) => Math.max(best, quality), 0);
  const stream = wanted('text/event-stream');
  return stream > 0 && stream >= wanted('application/json');
}
