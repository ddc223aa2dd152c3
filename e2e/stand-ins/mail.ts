import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type MailStandIn = {
  url: string;
  mails: string[];
  /** SMTP codes answered next instead of taking a mail. */ refusals: number[];
  close(): Promise<void>;
};

/** A real SMTP server that keeps what it is given. */
export async function mailStandIn(): Promise<MailStandIn> {
  const mails: string[] = [];
  const refusals: number[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (mail += chunk));
      stream.on('end', () => {
        const code = refusals.shift();
        if (code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: code }));
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, mails, refusals, close: () => new Promise((done) => server.close(done)) };
}
