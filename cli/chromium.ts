import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const packages = ['chromium', 'fonts-noto-cjk'];

/** Where a Chromium is, or null. CHROMIUM_PATH names one elsewhere. */
export function findChromium(): string | null {
  return places.find((place): place is string => place !== undefined && existsSync(place)) ?? null;
}

/** Installs the distribution's Chromium when this process may; exits 2 with the one command when it may not. */
export function requireChromium(): string {
  const found = findChromium();
  if (found) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.log('Installing Chromium from the distribution …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  const installed = findChromium();
  if (installed) return installed;
  console.error(
    `The browser tests need Chromium and a Chinese font. Install them with:\n  sudo apt-get install -y ${packages.join(' ')}\nor point CHROMIUM_PATH to a Chromium.`,
  );
  process.exit(2);
}
