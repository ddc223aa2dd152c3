import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LogFile } from './log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-file-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a flood is kept to its newest part and ends with the last line', () => {
  const path = join(folder, 'web.log');
  const log = new LogFile(path);
  const line = `${'x'.repeat(999_999)}\n`;
  for (let index = 0; index < 35; index += 1) log.write(line);
  log.write('the last line\n');
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(25_000_000);
  expect(readFileSync(path, 'utf8').endsWith('the last line\n')).toBe(true);
});
