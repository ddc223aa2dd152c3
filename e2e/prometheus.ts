import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { freeBlock, until } from './demo.ts';

const PROGRAMS = { prometheus: '/usr/bin/prometheus', alertmanager: '/usr/bin/prometheus-alertmanager', amtool: '/usr/bin/amtool' };

/** Debian's Prometheus and Alertmanagers of one team, as an operator would set them up. */
export type Alerting = {
  /** Which addresses of which services are scraped from now on. */
  scrape(targets: { service: string; addresses: string[] }[]): void;
  /** Names of the alerts that Prometheus says fire. */
  firing(): Promise<{ alertname: string; service: string }[]>;
  /** The last that the programs said. */
  output(): string;
  stop(): Promise<void>;
};

/** Fails, with the command that helps, where the real programs are not installed. */
export function requireAlerting(): void {
  const missing = Object.values(PROGRAMS).filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} missing. Install with: apt-get install -y prometheus prometheus-alertmanager`);
}

/** Rules over what every service of the demo exposes; a second of `for` is enough where nothing fails by chance. */
const rules = {
  groups: [
    {
      name: 'services',
      rules: [
        {
          alert: 'HighErrorShare',
          expr: 'sum by (namespace, service) (rate(http_request_duration_seconds_count{status_code=~"5.."}[10s])) / sum by (namespace, service) (rate(http_request_duration_seconds_count[10s])) > 0.1',
          for: '3s',
          labels: { severity: 'critical' },
          annotations: {
            summary: '{{ $labels.service }}: {{ $value | humanizePercentage }} of requests fail',
            runbook_url: 'https://runbooks.example.com/high-error-share',
          },
        },
        { alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' }, annotations: { summary: 'Alerting works.' } },
      ],
    },
  ],
};

/**
 * Starts Prometheus and `peers` Alertmanagers that do not know of each other, all with the receiver that we ship: its
 * address, token file and timings alone are replaced. What the peers send is the same, as from a cluster that is split.
 */
export async function startAlerting(given: { folder: string; url: string; token: string; peers: number }): Promise<Alerting> {
  const folder = join(given.folder, 'alerting');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const tokenFile = write('token', given.token);
  const receiver = write('receiver.yml', adapted({ url: given.url, tokenFile }));
  const checked = spawnSync(PROGRAMS.amtool, ['check-config', receiver], { encoding: 'utf8' });
  if (checked.status !== 0) throw new Error(`amtool refuses our receiver:\n${checked.stdout}${checked.stderr}`);

  const port = await freeBlock();
  const running: ReturnType<typeof start>[] = [];
  const peers = Array.from({ length: given.peers }, (_none, index) => `127.0.0.1:${port + 1 + index}`);
  for (const [index, address] of peers.entries())
    running.push(
      start(PROGRAMS.alertmanager, [
        `--config.file=${receiver}`,
        `--storage.path=${join(folder, `alertmanager-${index}`)}`,
        `--web.listen-address=${address}`,
        '--cluster.listen-address=',
      ]),
    );
  const targets = write('targets.json', '[]');
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [write('rules.yml', stringify(rules))],
    alerting: { alertmanagers: [{ static_configs: [{ targets: peers }] }] },
    scrape_configs: [{ job_name: 'services', file_sd_configs: [{ files: [targets], refresh_interval: '1s' }] }],
  };
  running.push(
    start(PROGRAMS.prometheus, [
      `--config.file=${write('prometheus.yml', stringify(config))}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // What was sent before the peers were found is lost until it is sent again: by itself that is after a minute.
      '--rules.alert.resend-delay=5s',
    ]),
  );
  const status = (address: string) =>
    fetch(`http://${address}/-/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
  for (const address of [...peers, `127.0.0.1:${port}`])
    await until(
      `${address}; its output: ${running.map((one) => one.output()).join('\n')}`,
      () => status(address),
      (code) => code === 200,
      30,
    );

  return {
    scrape: (services) =>
      writeFileSync(
        targets,
        JSON.stringify(
          services.map(({ service, addresses }) => ({ targets: addresses, labels: { namespace: 'production', service, job: service } })),
        ),
      ),
    async firing() {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/alerts`, { signal: AbortSignal.timeout(5_000) });
      const body = (await answer.json()) as { data: { alerts: { state: string; labels: { alertname: string; service: string } }[] } };
      return body.data.alerts.filter((alert) => alert.state === 'firing').map((alert) => alert.labels);
    },
    output: () => running.map((one) => one.output()).join('\n'),
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}

/** The receiver as it is shipped, with what an operator replaces; the group's interval is shortened for the test. */
function adapted({ url, tokenFile }: { url: string; tokenFile: string }): string {
  let text = readFileSync(resolve('integrations/alertmanager/receiver.yml'), 'utf8');
  for (const [shipped, own] of [
    ['http://localhost:3000/', `${url}/`],
    ['/etc/alertmanager/control-plane.token', tokenFile],
    ['group_interval: 30s', 'group_interval: 2s'],
  ] as const) {
    if (!text.includes(shipped)) throw new Error(`integrations/alertmanager/receiver.yml no longer says "${shipped}".`);
    text = text.replace(shipped, own);
  }
  return text;
}

function start(program: string, args: string[]) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    output: () => output.slice(-2_000),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}
