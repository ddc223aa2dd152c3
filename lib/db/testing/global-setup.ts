import type { TestProject } from 'vitest/node';
import { migrate } from '../migrate.ts';
import { temporaryServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's server is: its databases are cloned from the migrated `control_plane`. */
    postgres: { appUrl: string; ownerUrl: string };
  }
}

/** One server for the whole run, with one migrated database that every test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await temporaryServer();
  await migrate(server.ownerUrl);
  project.provide('postgres', { appUrl: server.appUrl, ownerUrl: server.ownerUrl });
  return () => server.remove();
}
