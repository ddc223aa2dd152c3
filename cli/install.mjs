// Brings node_modules in step with the lock file. Plain JavaScript, since it runs under whatever
// Node the machine has; everything after it runs under the Node that the lock file pins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const stamp = join(root, 'node_modules', '.installed-lock');
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 20) fail(`Node ${process.versions.node} is too old: install Node 20 or newer.`);

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) install();

function install() {
  console.log('Installing packages …');
  const own = join(root, 'node_modules', '.bin');
  // npm must not run under the very Node that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => resolve(folder) !== own);
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path.join(delimiter), NODE_ENV: '' },
  });
  if (done.error) fail(`npm could not be started (${done.error.message}): install npm and try again.`);
  if (done.status !== 0) fail(`"npm ci" ended with ${done.status ?? done.signal}: its message is above.`);
  if (!existsSync(join(own, 'node'))) {
    fail(
      `No Node was installed for ${process.platform}-${process.arch}: run "npm ci --include=optional", or use Node 24 on Linux (x64 or arm64).`,
    );
  }
  writeFileSync(stamp, wanted);
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
