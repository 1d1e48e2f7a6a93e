import type { Transporter } from 'nodemailer';
import type { Config } from '#config';
import type { Message } from './store.ts';

/** Something that takes a message to a person. `simulated`: it stays in our own outbox, and the screen says so. */
export type Carrier = { simulated: boolean; send(message: Message): Promise<void>; close(): void };

/** The other side said that it will never take this message: trying again is of no use. */
export class Refused extends Error {}

type Smtp = NonNullable<Config['smtp']>;

/** E-mail by SMTP; without SMTP_* messages only stay where they can be read. */
export function mailCarrier(smtp: Smtp | undefined): Carrier {
  return smtp ? smtpCarrier(smtp) : simulator();
}

/** No SMS contract yet: the simulator keeps what would be sent. A real gateway goes behind the same three lines. */
export function smsCarrier(): Carrier {
  return simulator();
}

function simulator(): Carrier {
  return { simulated: true, send: async () => undefined, close: () => undefined };
}

function smtpCarrier(smtp: Smtp): Carrier {
  let transport: Promise<Transporter> | undefined;
  return {
    simulated: false,
    async send(message) {
      transport ??= connect(smtp);
      await (await transport).sendMail(letter(message, smtp)).catch(refuseForGood);
    },
    close: () => void transport?.then((open) => open.close()),
  };
}

/** The mail library is loaded with the first letter: an idle province needs none. */
async function connect({ host, port, user, pass }: Smtp): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    // Lines to the mail server stay open between letters: greeting it anew for each of thousands costs more than the letter.
    pool: true,
    maxConnections: 4,
    secure: port === 465,
    // A password never travels in clear.
    requireTLS: user !== undefined && port !== 465,
    auth: user === undefined ? undefined : { user, pass: pass ?? '' },
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
}

function letter({ id, toName, toAddress, subject, body }: Message, { from }: Smtp) {
  const domain = from.split('@')[1] ?? 'motcua.invalid';
  return {
    from: { name: 'Một Cửa', address: from },
    to: { name: toName, address: toAddress ?? '' },
    subject,
    text: body,
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function refuseForGood(error: Error & { responseCode?: number; code?: string }): never {
  const forGood = (error.responseCode ?? 0) >= 500 && error.code !== 'EAUTH';
  throw forGood || (error.code === 'EENVELOPE' && error.responseCode === undefined) ? new Refused(error.message) : error;
}
