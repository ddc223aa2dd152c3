import { describe, expect, test } from 'vitest';
import { connected, unreachable, unresolvable } from './log-connections.ts';
import { portConflict } from './log-ports.ts';

describe('a call without a connection is understood in the words of', () => {
  test.each<[string, string, string | null, number | null]>([
    ['Node', 'Error: connect ECONNREFUSED 10.1.2.3:5432', '10.1.2.3', 5432],
    ['Java', 'java.net.ConnectException: Connection refused: inventory/10.0.0.4:8080', '10.0.0.4', 8080],
    ['Spring', 'I/O error on GET request for "http://inventory:8080/items": Connection refused', 'inventory', 8080],
    ['Go', 'dial tcp 10.0.0.9:6379: i/o timeout', '10.0.0.9', 6379],
    ['Go, by name', 'Get "http://users:8080/v1": dial tcp 10.0.0.9:8080: connect: connection refused', 'users', 8080],
    [
      'urllib3',
      "HTTPConnectionPool(host='cart.shop', port=80): Max retries exceeded with url: / (Caused by NewConnectionError('[Errno 111] Connection refused'))",
      'cart.shop',
      80,
    ],
    [
      'psycopg 3',
      'psycopg.OperationalError: connection failed: connection to server at "db.shop" (10.0.0.3), port 5432 failed: Connection refused',
      'db.shop',
      5432,
    ],
    [
      'psycopg 2',
      'could not connect to server: Connection refused\n\tIs the server running on host "db" (10.1.1.1) and accepting\n\tTCP/IP connections on port 5432?',
      'db',
      5432,
    ],
    ['.NET', 'System.Net.Http.HttpRequestException: Connection refused (orders:8080)', 'orders', 8080],
    ['.NET on Windows', 'No connection could be made because the target machine actively refused it. (orders:8080)', 'orders', 8080],
    [
      'Ruby',
      'Errno::ECONNREFUSED: Failed to open TCP connection to users:3000 (Connection refused - connect(2) for "users" port 3000)',
      'users',
      3000,
    ],
    ['Rust', 'error sending request for url (http://rates:9000/): tcp connect error: Connection refused (os error 111)', 'rates', 9000],
    ['PHP', "cURL error 7: Failed to connect to search port 9200 after 2 ms: Couldn't connect to server", 'search', 9200],
    ['MySQL', "(2003, \"Can't connect to MySQL server on 'mysql-0' ([Errno 111] Connection refused)\")", 'mysql-0', null],
    ['Kafka', 'Connection to node -1 (kafka/10.0.0.1:9092) could not be established. Broker may not be available.', '10.0.0.1', 9092],
    ['Envoy', 'upstream connect error or disconnect/reset before headers. reset reason: connection failure', null, null],
  ])('%s', (_who, line, host, port) => {
    expect(unreachable(line)).toEqual({ host, port });
  });
});

test.each([
  'connection timeout: 30s',
  'connectionTimeout=30000 idleTimeout=600000',
  'Using connect timeout 5s and read timeout 10s',
  'listening on 0.0.0.0:8080',
  'connected to postgres at db:5432',
  'listen tcp :8080: bind: address already in use',
  'request timed out after 3 attempts of the user to solve the captcha',
  'refused to sell 3 items',
])('stays silent on "%s"', (line) => {
  expect(unreachable(line)).toBeNull();
});

describe('a name without an address is understood in the words of', () => {
  test.each<[string, string, string | null]>([
    ['Node', 'Error: getaddrinfo ENOTFOUND ledger.prod.svc', 'ledger.prod.svc'],
    ['Go', 'dial tcp: lookup rates on 10.96.0.10:53: no such host', 'rates'],
    ['Java', 'java.net.UnknownHostException: stock: Name or service not known', 'stock'],
    [
      'requests',
      "HTTPConnectionPool(host='web.test', port=80): Max retries exceeded with url: / (Caused by NameResolutionError(\"Failed to resolve 'web.test' ([Errno -3] Temporary failure in name resolution)\"))",
      'web.test',
    ],
    ['psycopg', 'could not translate host name "db" to address: Name or service not known', 'db'],
    ['Python sockets, which name nothing', 'socket.gaierror: [Errno -2] Name or service not known', null],
    ['Ruby', 'Failed to open TCP connection to users:80 (getaddrinfo: Name or service not known)', 'users'],
    ['PHP', 'php_network_getaddresses: getaddrinfo for redis failed: Name or service not known', 'redis'],
    ['curl', 'cURL error 6: Could not resolve host: search.internal', 'search.internal'],
    ['.NET', 'System.Net.Http.HttpRequestException: Name or service not known (orders:8080)', 'orders'],
    ['.NET on Windows', 'No such host is known. (orders:8080)', 'orders'],
    [
      'Rust',
      'error sending request for url (http://rates:9000/): dns error: failed to lookup address information: Name or service not known',
      'rates',
    ],
    ['nginx', 'host not found in upstream "backend" in /etc/nginx/conf.d/default.conf:12', 'backend'],
    ['gRPC', 'DNS resolution failed for checkout:50051: C-ares status is not ARES_SUCCESS', 'checkout'],
  ])('%s', (_who, line, host) => {
    expect(unresolvable(line)).toEqual({ host });
  });
});

test.each([
  'resolved host ledger to 10.0.0.1',
  'dns cache refreshed, 12 names',
  'user not found: ada',
  'host name is ledger-7f',
  'lookup of order 12 done',
  'getaddrinfo took 3 ms',
  'failed to resolve conflict of order 12',
  'could not resolve type id',
])('no name is missing in "%s"', (line) => {
  expect(unresolvable(line)).toBeNull();
});

describe('the port that is taken is read in the words of', () => {
  test.each<[string, string, number | null]>([
    ['Node', 'Error: listen EADDRINUSE: address already in use :::3000', 3000],
    ['Node, an address', 'shop stopped: listen EADDRINUSE: address already in use 127.0.0.1:4101', 4101],
    ['Go, after a time', '2026-01-02 12:30:45 listen tcp :8080: bind: address already in use', 8080],
    ['Python', "OSError: [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use", 8000],
    ['Spring', 'Web server failed to start. Port 8081 was already in use.', 8081],
    ['.NET', 'System.IO.IOException: Failed to bind to address http://127.0.0.1:5000: address already in use.', 5000],
    ['Ruby', 'Address already in use - bind(2) for "0.0.0.0" port 9292 (Errno::EADDRINUSE)', 9292],
    ['Rust, which names none', 'Error: Address already in use (os error 98)', null],
    ['nginx', 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', 80],
  ])('%s', (_who, line, port) => {
    expect(portConflict(line)).toEqual({ port });
  });

  test.each([
    'Port 3000 is already in use, trying 3001',
    'Port 5173 is in use, using another port',
    'bound to port 8080',
    'port 8080 in use by us',
  ])('none is missed in "%s"', (line) => {
    expect(portConflict(line)).toBeNull();
  });
});

test('a line that says that the connection is there is told from one that denies it', () => {
  expect(connected('connected to db:5432 after 3 attempts')).toBe(true);
  expect(connected('Successfully reconnected')).toBe(true);
  expect(connected('connection to broker established')).toBe(true);
  expect(connected('connection to broker could not be established, never connected to it')).toBe(false);
  expect(connected('not connected to db')).toBe(false);
});
