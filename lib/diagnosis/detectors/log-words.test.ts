import { describe, expect, test } from 'vitest';
import { running, served } from '../testing/running.ts';
import type { Detector } from '../claim.ts';
import { credentials } from './credentials.ts';
import { database } from './database.ts';
import { dependency } from './dependency.ts';
import { diskFull } from './disk.ts';
import { filePermission } from './permission.ts';
import { poolExhausted } from './pool.ts';
import { rateLimited } from './rate-limited.ts';
import { tls } from './tls.ts';

/** What runtimes, drivers and servers print: of each mode what means it, and what healthy programs print that reads alike. */
const words: { detector: Detector; says: string[]; not: string[] }[] = [
  {
    detector: rateLimited,
    says: [
      'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.rates.example/v1',
      'ERROR upstream geo.example answered 429',
      'org.springframework.web.client.HttpClientErrorException$TooManyRequests: 429',
      'openai.RateLimitError: Error code: 429',
      'StatusCode.RESOURCE_EXHAUSTED: Quota exceeded for reads',
      'software.amazon.awssdk: ProvisionedThroughputExceededException',
      'Response status code does not indicate success: 429 (Too Many Requests).',
      'Faraday::TooManyRequestsError: the server responded with status 429',
      'unexpected answer from mail.example: 429 slow down',
    ],
    not: [
      'GET /orders/429 200 12ms',
      '10.0.0.7 - - [01/Mar/2026:12:00:00 +0000] "GET /api HTTP/1.1" 429 0',
      'Completed 429 Too Many Requests in 1ms',
      '[GIN] 2026/03/01 - 12:00:00 | 429 | 12µs | GET "/api"',
      'rate limit exceeded for client 10.0.0.5',
      'INFO rate limit reached, backing off once',
      'RESOURCE_EXHAUSTED: Received message larger than max (5000000 vs. 4194304)',
      'disk quota exceeded',
      'response from db in 429 ms',
    ],
  },
  {
    detector: credentials,
    says: [
      'psycopg2.OperationalError: FATAL:  password authentication failed for user "shop"',
      "Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'shop'.",
      "SQLSTATE[HY000] [1045] Access denied for user 'shop'@'10.0.0.3' (using password: YES)",
      'MongoServerError: Authentication failed.',
      'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://bank.example/pay',
      'HTTP status client error (403 Forbidden) for url (https://bank.example/pay)',
      'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN',
      'An error occurred (ExpiredTokenException) when calling the PutObject operation',
      'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed',
      'FATAL: no pg_hba.conf entry for host "10.0.0.3", user "shop", database "shop"',
    ],
    not: [
      'WARN Login failed for user ada',
      'WARN invalid token: token expired',
      'GET /me 401 2ms',
      '10.0.0.7 - - [01/Mar/2026:12:00:00 +0000] "GET /api HTTP/1.1" 401 17',
      'Completed 401 Unauthorized in 2ms',
      'Access denied for user bob on report 12',
      'INFO request to /me answered 401',
      'token refreshed, valid for 3600 s',
      'response from bank in 401 ms',
    ],
  },
  {
    detector: database,
    says: [
      'ActiveRecord::PendingMigrationError: Migrations are pending.',
      'You have 3 unapplied migration(s). Your project may not work properly',
      'django.db.utils.ProgrammingError: column "vat" does not exist',
      'org.postgresql.util.PSQLException: ERROR: relation "orders" does not exist',
      'ORA-00942: table or view does not exist',
      "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'vat' in 'field list'",
      'Microsoft.Data.SqlClient.SqlException: Transaction (Process ID 52) was deadlocked on lock resources',
      'ERROR: cannot execute INSERT in a read-only transaction',
      'FATAL: database "shop" does not exist',
      'sqlx error: no more connections allowed (max_client_conn)',
    ],
    not: [
      'No pending migrations to apply',
      '0 pending migrations',
      'checking for pending migrations',
      'INFO too many connections to count, 12 in all',
      'user "ada" does not exist',
      'order 12 does not exist',
      'migrations applied in 12 ms',
      'database "shop" opened',
    ],
  },
  {
    detector: poolExhausted,
    says: [
      'ActiveRecord::ConnectionTimeoutError: could not obtain a connection from the pool within 5.000 seconds',
      'Npgsql.NpgsqlException: The connection pool has been exhausted, either raise Max Pool Size',
      'redis: connection pool timeout',
      'SequelizeConnectionAcquireTimeoutError: Operation timeout',
      'redis.clients.jedis.exceptions.JedisException: Could not get a resource from the pool',
      'Error: pool timed out while waiting for an open connection',
      'TimeoutError: Knex: Timeout acquiring a connection. The pool is probably full.',
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2983ms',
      'Timeout: Pool empty. Unable to fetch a connection in 30 seconds, none available',
    ],
    not: [
      'pool timeout: 30s',
      'WARNING Connection pool is full, discarding connection: bank.example. Connection pool size: 10',
      'connection pool timeout=30000 max=10',
      'HikariPool-1 - Start completed.',
      'INFO connection pool is full, growing it',
      'swimming pool booked',
      'thread pool of 8 started',
      'pool has 3 idle connections',
    ],
  },
  {
    detector: tls,
    says: [
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
      'OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed',
      'The SSL connection could not be established. The remote certificate is invalid because of errors in the certificate chain: NotTimeValid',
      'error trying to connect: invalid peer certificate: Expired',
      'cURL error 60: SSL certificate problem: certificate has expired',
      'java.security.cert.CertificateExpiredException: NotAfter: Sun Mar 01 00:00:00 UTC 2026',
      'java.security.cert.CertificateException: No name matching bank.example found',
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'Error: self-signed certificate in certificate chain',
    ],
    not: [
      'generated self-signed certificate for localhost',
      'using self-signed certificate in development',
      'INFO certificate has expired entries pruned',
      'certificate renewed, valid until June',
      'TLS 1.3 enabled',
      'loaded 140 trusted certificates',
      'certificate expires in 20 days',
      'verifying certificate',
    ],
  },
  {
    detector: diskFull,
    says: [
      'java.io.IOException: No space left on device',
      'write /data/wal: no space left on device',
      'Errno::ENOSPC: No space left on device @ io_write - /tmp/x',
      'System.IO.IOException: There is not enough space on the disk',
      'sqlite3.OperationalError: database or disk is full',
      "ERROR 1114 (HY000): The table 'orders' is full",
      'fwrite(): write of 8192 bytes failed with errno=28 No space left on device',
      'flood stage disk watermark [95%] exceeded on node-1',
    ],
    not: [
      'Error: ENOSPC: System limit for number of file watchers reached',
      'disk full check passed',
      'disk usage 41%',
      'INFO no space left on device would be reported here',
      'cart is full',
      'queue is full',
      'disk mounted',
      'space freed: 3 GiB',
    ],
  },
  {
    detector: filePermission,
    says: [
      'java.nio.file.AccessDeniedException: /data/journal',
      'java.io.FileNotFoundException: /data/journal (Permission denied)',
      "System.UnauthorizedAccessException: Access to the path '/data/journal' is denied.",
      'mkdir /data/x: permission denied',
      'Errno::EACCES: Permission denied @ rb_sysopen - /data/journal',
      'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
      'file_put_contents(/data/log.txt): Failed to open stream: Permission denied',
      './start.sh: line 3: cannot create /data/pid: Permission denied',
      "OSError: [Errno 30] Read-only file system: '/data/journal'",
    ],
    not: [
      'org.springframework.security.access.AccessDeniedException: Access is denied',
      'AccessDeniedException: User: arn:aws:iam::1:user/x is not authorized to perform: s3:GetObject',
      'permission denied for user ada',
      'ERROR permission denied to read report 12',
      'permissions loaded',
      'opened /data/journal',
      'user may not read order 12',
      'file system mounted read-write',
    ],
  },
];

describe.each(words)('$detector.modes.0', ({ detector, says, not }) => {
  const claims = (line: string) => {
    const { observations, book } = running({ before: served(20), now: [line, line] });
    return detector.detect(observations, book.cite).claims;
  };

  test.each(says)('is meant by: %s', (line) => {
    expect(claims(line)).toMatchObject([{ mode: detector.modes[0], rank: 'mechanism' }]);
  });

  test.each(not)('is not meant by: %s', (line) => {
    expect(claims(line)).toEqual([]);
  });

  test('what was told as often before explains nothing by itself, what grew does', () => {
    const [line = ''] = says;
    const ranked = (before: number, now: number) => {
      const log = { before: Array<string>(before).fill(line), now: Array<string>(now).fill(line) };
      const { observations, book } = running(log);
      return detector.detect(observations, book.cite).claims[0]?.rank;
    };
    expect(ranked(4, 5)).toBe('symptom');
    expect(ranked(1, 30)).toBe('mechanism');
  });
});

describe('a call without an answer that is over or told in passing', () => {
  const claims = (lines: string[]) => {
    const { observations, book } = running({ now: lines });
    return dependency.detect(observations, book.cite).claims;
  };
  const REFUSED = 'connect ECONNREFUSED db:5432';

  test('is no cause once the program says that it is connected', () => {
    expect(claims([REFUSED, REFUSED, 'connected to db:5432 after 3 attempts', ...served(5)])).toEqual([]);
    expect(claims(['connected to db:5432', REFUSED])).toHaveLength(1);
  });

  test('is no cause when the program tells it as information', () => {
    expect(claims([JSON.stringify({ level: 'info', msg: `waiting: ${REFUSED}` })])).toEqual([]);
    expect(claims(['INFO connection timeout: 30s'])).toEqual([]);
  });

  test('gives way to what was told last: a refused call after a name that was found again', () => {
    expect(claims(['getaddrinfo EAI_AGAIN db', REFUSED])[0]?.mode).toBe('dependency.unreachable');
    expect(claims([REFUSED, 'getaddrinfo ENOTFOUND db'])[0]?.mode).toBe('dependency.dns');
  });
});
