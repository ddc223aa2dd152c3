/** Driver codes and SQLSTATE classes that mean "the database cannot serve this now", not "the statement is wrong". */
const DRIVER_CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'ENOENT',
]);
const SQLSTATES = /^(08|53|57P|58)|^(55P03|57014|40001|40P01|25P03|25006)$/;

/** Whether the database was away, full, overloaded or locked: worth a retry, and a 503 rather than a 500. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; current = current.cause, depth += 1) {
    const code = 'code' in current ? String(current.code) : '';
    const fromDriver = 'query' in current || current.name === 'PostgresError' || DRIVER_CODES.has(code);
    if (fromDriver && (DRIVER_CODES.has(code) || SQLSTATES.test(code))) return true;
  }
  return false;
}
