import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { environmentOf, listProcesses, parseStat, readStat, residentBytes } from './procfs.ts';

describe('/proc', () => {
  it('is read from the last parenthesis on, whatever a process calls itself', () => {
    const tail = [
      'S',
      '1',
      '77',
      '77',
      '0',
      '-1',
      '4194560',
      '1',
      '0',
      '0',
      '0',
      '30',
      '12',
      '0',
      '0',
      '20',
      '0',
      '1',
      '0',
      '99123',
      '0',
      '0',
    ].join(' ');
    expect(parseStat(`42 (a ) S (b) ${tail}`)).toEqual({ pid: 42, state: 'S', group: 77, startTicks: '99123', cpuTicks: 42 });
    expect(parseStat('garbage')).toBeNull();
  });

  it('tells of a real process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached: true,
      env: { ...process.env, INSTANCE_ID: 'procfs-test' },
    });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    expect(readStat(pid)).toMatchObject({ pid, group: pid });
    expect(listProcesses().map((item) => item.pid)).toContain(pid);
    await expect.poll(() => environmentOf(pid, 'INSTANCE_ID')).toBe('procfs-test');
    await expect.poll(() => residentBytes(pid)).toBeGreaterThan(1_000_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readStat(pid)).toBeNull();
    expect(residentBytes(pid)).toBe(0);
  });
});
