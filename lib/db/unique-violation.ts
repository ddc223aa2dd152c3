/** Whether a statement failed because another row has its unique key (SQLSTATE 23505): somebody else was faster. */
export function isUniqueViolation(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; current = current.cause, depth += 1)
    if ('code' in current && current.code === '23505') return true;
  return false;
}
