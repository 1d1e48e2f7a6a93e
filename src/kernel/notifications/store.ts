import { type Db, sql } from '#kernel/db/index.ts';

export type MessageStatus = 'queued' | 'sent' | 'failed' | 'no-address' | 'simulated';

/** A message as kept in the outbox page (hộp thư đi). */
export type Message = {
  id: string;
  channel: 'email' | 'sms' | 'none';
  toName: string;
  toAddress: string | null;
  subject: string;
  body: string;
  dossierId: string | null;
  status: MessageStatus;
  attempts: number;
  error: string | null;
  createdAt: Date;
  doneAt: Date | null;
};

export type NewMessage = Pick<Message, 'id' | 'channel' | 'toName' | 'toAddress' | 'subject' | 'body' | 'dossierId' | 'status' | 'createdAt' | 'doneAt'> & {
  key: string | null;
};

const columns = sql`id, channel, to_name as "toName", to_address as "toAddress", subject, body, dossier_id as "dossierId", status, attempts, error, created_at as "createdAt", done_at as "doneAt"`;

/** Writes messages, and an event for each that has to be sent, in one statement; what was written before under the same key stays as it is. */
export async function insertMessages(db: Db, messages: readonly NewMessage[], topic: string): Promise<void> {
  const column = <Name extends keyof NewMessage>(name: Name) => messages.map((message) => message[name]);
  await db.run(sql`
    with written as (
      insert into kernel.messages (id, key, channel, to_name, to_address, subject, body, dossier_id, status, created_at, done_at)
      select * from unnest(${column('id')}::uuid[], ${column('key')}::text[], ${column('channel')}::text[], ${column('toName')}::text[], ${column('toAddress')}::text[],
        ${column('subject')}::text[], ${column('body')}::text[], ${column('dossierId')}::text[], ${column('status')}::text[], ${column('createdAt')}::timestamptz[], ${column('doneAt')}::timestamptz[])
      on conflict (key) do nothing
      returning id, status
    )
    insert into kernel.outbox (topic, payload)
    select ${topic}, jsonb_build_object('messageId', id) from written where status = 'queued'`);
}

export function messageById(db: Db, id: string): Promise<Message | undefined> {
  return db.maybe<Message>(sql`select ${columns} from kernel.messages where id = ${id}::uuid`);
}

export function newestMessages(db: Db, most: number, offset: number): Promise<Message[]> {
  return db.many<Message>(sql`select ${columns} from kernel.messages order by created_at desc, id desc limit ${most} offset ${offset}`);
}

export function messagesAbout(db: Db, dossierId: string): Promise<Message[]> {
  return db.many<Message>(sql`select ${columns} from kernel.messages where dossier_id = ${dossierId} order by created_at, id`);
}

export function markDone(db: Db, id: string, status: MessageStatus, at: Date): Promise<number> {
  return db.run(sql`update kernel.messages set status = ${status}, attempts = attempts + 1, error = null, done_at = ${at} where id = ${id}::uuid`);
}

/** `at` is given when nobody will try again. */
export function markFailed(db: Db, id: string, error: string, at: Date | null): Promise<number> {
  return db.run(sql`update kernel.messages set attempts = attempts + 1, error = ${error}, done_at = ${at}::timestamptz,
    status = case when ${at}::timestamptz is null then status else 'failed' end where id = ${id}::uuid`);
}
