import { describe, expect, test } from 'vitest';
import { running, served } from '../testing/running.ts';
import { scene } from '../testing/scene.ts';
import type { Detector } from '../claim.ts';
import { credentials } from './credentials.ts';
import { database } from './database.ts';
import { diskFull } from './disk.ts';
import { filePermission } from './permission.ts';
import { poolExhausted } from './pool.ts';
import { rateLimited } from './rate-limited.ts';
import { segfault } from './segfault.ts';
import { tls } from './tls.ts';

const cases: { detector: Detector; says: [line: string, object: string | null][]; not: string[] }[] = [
  {
    detector: poolExhausted,
    says: [
      ['HikariPool-1 - Connection is not available, request timed out after 30000ms.', 'HikariPool-1'],
      ['sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out', null],
      ['Error: timeout exceeded when trying to connect', null],
    ],
    not: ['connection pool of 10 opened'],
  },
  {
    detector: database,
    says: [
      ['error: relation "payments" does not exist', 'payments'],
      ["Error 1146 (42S02): Table 'shop.orders' doesn't exist", 'shop.orders'],
      ['FATAL: sorry, too many clients already', null],
      ['canceling statement due to lock timeout', null],
    ],
    not: ['no migrations to run', 'user does not exist'],
  },
  {
    detector: credentials,
    says: [
      ['FATAL: password authentication failed for user "ledger"', 'ledger'],
      ["Access denied for user 'shop'@'10.0.0.1' (using password: YES)", 'shop'],
      ['WRONGPASS invalid username-password pair or user is disabled.', null],
    ],
    not: ['GET /orders/401 served in 3ms', 'user logged in'],
  },
  {
    detector: tls,
    says: [
      ['Get "https://bank.example": x509: certificate has expired or is not yet valid', null],
      ['Error: unable to get local issuer certificate', null],
      ['javax.net.ssl.SSLHandshakeException: PKIX path building failed', null],
    ],
    not: ['certificate renewed, valid for 90 days'],
  },
  {
    detector: diskFull,
    says: [
      ['Error: ENOSPC: no space left on device, write', null],
      ['OSError: [Errno 28] No space left on device', null],
    ],
    not: ['disk usage at 41%'],
  },
  {
    detector: filePermission,
    says: [
      ["Error: EACCES: permission denied, open '/data/journal.log'", '/data/journal.log'],
      ["PermissionError: [Errno 13] Permission denied: '/var/cache/app'", '/var/cache/app'],
      ['open /etc/app/config.yml: permission denied', '/etc/app/config.yml'],
    ],
    not: ['permission granted to ada'],
  },
  {
    detector: rateLimited,
    says: [
      ['request to api.bank.example failed: 429 Too Many Requests', 'api.bank.example'],
      ['botocore.errorfactory.ThrottlingException: Rate exceeded', null],
    ],
    not: ['served 429 requests', 'rate limit is 100 a minute'],
  },
];

describe.each(cases)('$detector.modes.0', ({ detector, says, not }) => {
  const detect = (given: Parameters<typeof running>[0]) => {
    const { observations, book } = running(given);
    return detector.detect(observations, book.cite).claims;
  };

  test.each(says)('fires on: %s', (line, object) => {
    const [claim] = detect({ before: served(20), now: [line, line] });
    expect(claim).toMatchObject({ mode: detector.modes[0], data: { object }, support: [{ source: 'previous' }] });
  });

  test('stays silent on other words, and where all is well', () => {
    expect(detect({ now: not })).toEqual([]);
    expect(detect({ now: says.map(([line]) => line), deployment: { status: 'healthy' } })).toEqual([]);
  });

  test('what was told before as well is no news', () => {
    const [line = ''] = says[0] ?? [];
    const [claim] = detect({ before: [line], now: [line] });
    expect(claim?.before).toBeDefined();
    expect(claim?.strength).toBeLessThan(0.5);
  });

  test('survives a log that could not be read', () => {
    expect(detect({ now: says.map(([line]) => line), gaps: ['logs'] })).toEqual([]);
  });
});

describe('container.segfault', () => {
  const detect = (given: Parameters<typeof scene>[0]) => {
    const { observations, book } = scene(given);
    return segfault.detect(observations, book.cite).claims;
  };

  test('fires on the signal and on its exit code', () => {
    expect(detect({ exit: { code: 139 } })[0]).toMatchObject({ mode: 'container.segfault' });
    expect(detect({ exit: { code: 1, signal: 'SIGABRT' } })[0]).toMatchObject({ mode: 'container.segfault' });
  });

  test('stays silent on other ends, and where a full heap made the program abort', () => {
    expect(detect({ exit: { code: 1 } })).toEqual([]);
    expect(
      detect({ exit: { code: 134 }, log: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'] }),
    ).toEqual([]);
  });

  test('survives instances that could not be read', () => {
    expect(detect({ exit: { code: 139 }, gaps: ['instances'] })).toEqual([]);
  });
});
