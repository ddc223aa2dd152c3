import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expandPorts, readPlatformFile } from '#/lib/adapters/local/config.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { readEnvironment } from '#/lib/env.ts';
import { createRuntime } from '#/lib/runtime.ts';
import { seedServices } from '#/lib/usecases/seed-services.ts';
import { ensureDemoToken, ensureDemoUsers, type DemoUser } from '#/lib/usecases/ensure-demo.ts';

export type SeedInput = {
  /** The environment that the programs will get. */
  environment: Record<string, string | undefined>;
  platformFile: string;
  basePort: number;
  /** Where the demo's token is remembered, readable by its owner alone. */
  tokenFile: string;
};

/** The people, the token and the services that a fresh demo begins with; what exists already stays as it is. */
export async function seed(input: SeedInput): Promise<{ users: DemoUser[]; token: string }> {
  const runtime = createRuntime({ ...readEnvironment(input.environment), LOG_LEVEL: 'warn' }, { name: 'seed', poolSize: 2 });
  try {
    const file = readPlatformFile(input.platformFile);
    const services = Object.entries(file.services).map(([name, service]) => ({
      ...service,
      namespace: file.namespace,
      name,
      config: expandPorts(service.config, file, input.basePort),
    }));
    await seedServices(runtime.context({ ...SYSTEM, name: 'demo' }), { services });
    const users = await ensureDemoUsers(runtime.db);
    const token = await ensureDemoToken(runtime.db, existsSync(input.tokenFile) ? readFileSync(input.tokenFile, 'utf8') : null);
    writeFileSync(input.tokenFile, token, { mode: 0o600 });
    return { users, token };
  } finally {
    await runtime.close();
  }
}
