/** For a machine with little memory; statements stay out of the log because they may hold secrets. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  autovacuum_max_workers: '1',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** The settings as arguments of `postgres`; they win over what stands in the cluster's own files. */
export function settingArguments(given: { port: number; mark: string; major: number; durable: boolean }): string[] {
  const all = {
    ...settings,
    port: String(given.port),
    cluster_name: given.mark,
    // Saves the three processes that version 18 would keep for reading ahead.
    ...(given.major >= 18 ? { io_method: 'sync' } : {}),
    ...(given.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
