import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { DeliveryError, newsOf } from '#/lib/domain/notification.ts';
import { message } from '#/lib/domain/text.ts';
import type { Notifier } from '#/lib/ports.ts';
import { mailOf } from './mail.ts';

const settingsSchema = z.object({ to: z.array(z.email()).min(1) });
const TIMEOUT_MS = 10_000;

/**
 * Mail through the operator's own server. A mail cannot be edited, so the first waits until the diagnosis has ended;
 * those that follow hang on it as replies. `url`: smtp:// or smtps:// with credentials, null when none is configured.
 */
export function createEmail({ url, from }: { url: string | null; from: string }): Notifier {
  return {
    async deliver({ settings, notice, remote }) {
      const { to } = settingsSchema.parse(settings);
      if (url === null)
        throw new DeliveryError({
          outcome: 'permanent',
          detail: message('incident.delivery.not_configured', { variable: 'SMTP_URL' }),
          channelBroken: true,
        });
      const said = newsOf(notice, remote);
      if (said === null) return { remote, status: null };
      const transport = createTransport({ url, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS });
      const first = typeof remote.first === 'string' ? remote.first : null;
      try {
        const sent = await transport.sendMail({
          from,
          to,
          disableUrlAccess: true,
          disableFileAccess: true,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...mailOf(notice),
          ...(first ? { inReplyTo: first, references: first } : {}),
        });
        return { remote: { said, first: first ?? sent.messageId }, status: 250 };
      } catch (error) {
        throw problemOf(error);
      } finally {
        transport.close();
      }
    },
    preview(notice) {
      const { subject, text } = mailOf(notice);
      return { text: `${subject}\n\n${text}` };
    },
  };
}

/** 5xx is for good (RFC 5321, section 4.2.1), everything else may pass. */
function problemOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('responseCode' in error) || typeof error.responseCode !== 'number') return error;
  const code = error.responseCode;
  const text = 'response' in error && typeof error.response === 'string' ? error.response.slice(0, 200) : '';
  const detail = message('incident.delivery.smtp', { code, text });
  return code >= 500
    ? new DeliveryError({
        outcome: 'permanent',
        detail,
        status: code,
        channelBroken: code === 530 || code === 535 || code === 550,
        cause: error,
      })
    : new DeliveryError({ outcome: 'retry', detail, status: code, cause: error });
}
