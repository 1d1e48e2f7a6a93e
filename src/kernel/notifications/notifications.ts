import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Config } from '#config';
import type { Db } from '#kernel/db/index.ts';
import type { Job, Outbox } from '#kernel/outbox/index.ts';
import { type Carrier, mailCarrier, Refused, smsCarrier } from './carriers.ts';
import { insertMessages, markDone, markFailed, type Message, messageById, messagesAbout, type NewMessage, newestMessages } from './store.ts';

/** What to tell whom. Under the same `key` a message is written once, however often it is asked for. */
export type Notice = {
  to: { name: string; email?: string | null; phone?: string | null };
  subject: string;
  text: string;
  /** What a telephone gets; the whole text where it is not given. */
  sms?: string;
  dossierId?: string;
  key?: string;
};

/** Messages to citizens (tin báo): written in the caller's transaction, sent by the outbox. */
export type Notifications = {
  /** Writes one message for each address the person gave; a person without any is noted as not reachable. */
  notify(notice: Notice): Promise<void>;
  /** The newest messages first. */
  list(most: number, offset?: number): Promise<Message[]>;
  /** What was told to the applicant of one dossier, oldest first. */
  about(dossierId: string): Promise<Message[]>;
  /** Whether letters leave this machine, or only stay on the page of the local outbox. */
  sendsMail: boolean;
  close(): void;
};

const queued = z.object({ messageId: z.uuid() });
const attempts = 12;
const firstWait = 15;

/** Opens the room and hangs its handler into the outbox, so call it before `outbox.start()`. */
export function openNotifications(db: Db, outbox: Pick<Outbox, 'on'>, config: Pick<Config, 'smtp'>, now: () => Date): Notifications {
  const carriers = { email: mailCarrier(config.smtp), sms: smsCarrier() };
  outbox.on('message.queued', 'send messages', queued, (job) => send({ db, carriers, now }, job), { attempts, firstWait });

  return {
    notify: (notice) => insertMessages(db, messagesFor(notice, now(), carriers), 'message.queued'),
    list: (most, offset = 0) => newestMessages(db, most, offset),
    about: (dossierId) => messagesAbout(db, dossierId),
    sendsMail: !carriers.email.simulated,
    close: () => Object.values(carriers).forEach((carrier) => carrier.close()),
  };
}

/** One for each address. What no carrier takes out of the house is done the moment it is written. */
function messagesFor({ to, subject, text, sms = text, dossierId, key }: Notice, createdAt: Date, carriers: Carriers): NewMessage[] {
  const shared = { toName: oneLine(to.name), subject: oneLine(subject), body: text, dossierId: dossierId ?? null, createdAt };
  const ways = [
    { channel: 'email', toAddress: to.email?.trim(), body: text },
    { channel: 'sms', toAddress: to.phone?.trim(), body: sms },
  ] as const;
  const reachable = ways.flatMap(({ channel, toAddress, body }): NewMessage[] =>
    toAddress
      ? [{ ...shared, ...standing(carriers[channel], createdAt), body, id: randomUUID(), channel, toAddress, key: key ? `${channel}:${key}` : null }]
      : [],
  );
  if (reachable.length > 0) return reachable;
  return [{ ...shared, id: randomUUID(), channel: 'none', toAddress: null, status: 'no-address', doneAt: null, key: key ? `none:${key}` : null }];
}

function standing({ simulated }: Carrier, at: Date): Pick<NewMessage, 'status' | 'doneAt'> {
  return simulated ? { status: 'simulated', doneAt: at } : { status: 'queued', doneAt: null };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

type Carriers = { email: Carrier; sms: Carrier };
type Room = { db: Db; carriers: Carriers; now(): Date };

/**
 * Sends one message. A crash between the server's yes and our note sends it again under the same Message-ID, by which mail
 * servers know a copy; SMTP itself offers no more.
 */
async function send({ db, carriers, now }: Room, { payload, attempt }: Job<z.infer<typeof queued>>): Promise<void> {
  const message = await messageById(db, payload.messageId);
  if (!message || message.channel === 'none' || message.status === 'sent' || message.status === 'simulated') return;
  const carrier = carriers[message.channel];
  try {
    await carrier.send(message);
    await markDone(db, message.id, carrier.simulated ? 'simulated' : 'sent', now());
  } catch (error) {
    const last = error instanceof Refused || attempt >= attempts;
    await markFailed(db, message.id, (error as Error).message.slice(0, 1000), last ? now() : null);
    if (!(error instanceof Refused)) throw error;
  }
}
