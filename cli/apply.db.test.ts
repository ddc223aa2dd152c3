import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChain } from '#/lib/db/audit-verify.ts';
import { auditEntries, services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'apply-'));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});

function apply(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: '/nonexistent' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/apply.ts', ...args], { env, timeout: 25_000 }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}
const written = (text: string) => {
  const path = join(folder, 'catalogue.yaml');
  writeFileSync(path, text);
  return path;
};
const names = async () => (await database.db.select().from(services).where(isNull(services.deletedAt))).map((row) => row.name).sort();

test('the documented catalogue is shown, brought in, and changes nothing the second time', async () => {
  const file = 'docs/catalogue.example.yaml';
  const dry = await apply(file, '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out).toContain('+ production/checkout created\n    team: "shop"');
  expect(dry.out).toContain('3 created, 0 changed, 0 unchanged, 0 removed. This was a dry run: nothing was written.');
  expect(await names()).toEqual([]);
  expect(await database.db.$count(auditEntries)).toBe(0);

  expect((await apply(file)).out).toContain('3 created, 0 changed');
  expect(await names()).toEqual(['checkout', 'invoices', 'warehouse']);
  expect(await database.db.$count(auditEntries)).toBe(3);
  expect((await apply(file)).out).toContain('= production/invoices unchanged');
  expect(await database.db.$count(auditEntries)).toBe(3);
  expect((await verifyChain(database.db)).broken).toBeNull();
});

test('what is different is printed, and nothing is removed unless it is asked for', async () => {
  const file = written(
    '{ namespace: production, name: checkout, owner: null, team: web }\n---\n{ namespace: production, name: invoices }\n',
  );
  expect((await apply(file)).out).toBe(
    '~ production/checkout changed\n    team: "shop" → "web"\n    owner: "shop@example.com" → (not set)\n= production/invoices unchanged\n0 created, 1 changed, 1 unchanged, 0 removed.\n',
  );
  expect(await names()).toContain('warehouse');
  expect((await apply(file, '--prune')).out).toContain('- production/warehouse removed');
  expect(await names()).toEqual(['checkout', 'invoices']);
});

test('mistakes are named with their document and path, and nothing is written', async () => {
  const before = await database.db.$count(auditEntries);
  const wrong = await apply(
    written('namespace: production\nname: good\n---\nservices:\n  - { namespace: production, name: Bad_Name, tema: x }\n'),
  );
  expect(wrong).toMatchObject({ code: 1, out: '' });
  expect(wrong.err).toContain('document 2, services[0]: name: use lower-case letters');
  expect(wrong.err).toContain('document 2, services[0]: tema: is not a known field');
  expect((await apply()).code).toBe(2);
  expect(await database.db.$count(auditEntries)).toBe(before);
});
