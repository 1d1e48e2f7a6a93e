import { fork } from 'node:child_process';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openOutbox, type Outbox } from '#kernel/outbox/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Notifications, openNotifications } from './index.ts';

type Letter = { messageId: string; from: string; to: string; subject: string; body: string };
type PostOffice = { server: SMTPServer; port: number; letters: Letter[]; answer: () => Error | undefined };

const now = () => new Date('2026-11-23T01:00:00Z');
const person = { name: 'Nguyễn Thị Đào (mẫu)', email: 'dao@thu.example' };
const words = {
  subject: 'Hồ sơ của bà đã được tiếp nhận',
  text: 'Kính gửi bà Đào,\n\nHồ sơ H55.27.10-261123-0001 đã được tiếp nhận. Hẹn trả: 15:00, 24/11/2026.',
};

let base: TestDatabase;
let outbox: Outbox;
let office: PostOffice;
const opened: Notifications[] = [];

beforeEach(async () => {
  base = await testDatabase();
  office = await openPostOffice();
  outbox = openOutbox(base.db, { now, pollEvery: 30, lease: 1, complain: () => undefined });
});
afterEach(async () => {
  await outbox.stop();
  for (const room of opened.splice(0)) room.close();
  await new Promise<void>((resolve) => office.server.close(resolve));
  await base.drop();
});

function open(port: number | undefined = office.port): Notifications {
  const smtp = port === undefined ? undefined : { host: '127.0.0.1', port, user: undefined, pass: undefined, from: 'motcua@thainguyen.example' };
  const room = openNotifications(base.db, outbox, { smtp }, now);
  opened.push(room);
  return room;
}

describe('a letter', () => {
  test('arrives with its Vietnamese subject, name and text as they were written', async () => {
    const room = open();
    await room.notify({ to: person, ...words, dossierId: 'd1' });
    await outbox.drain();
    expect(office.letters).toEqual([
      {
        messageId: expect.stringMatching(/^<[\da-f-]{36}@thainguyen\.example>$/),
        from: 'Một Cửa <motcua@thainguyen.example>',
        to: 'Nguyễn Thị Đào (mẫu) <dao@thu.example>',
        subject: words.subject,
        body: words.text,
      },
    ]);
    expect(await room.about('d1')).toMatchObject([{ status: 'sent', channel: 'email', attempts: 1, doneAt: now() }]);
  });

  test('waits when the post office is busy and goes out once when it takes letters again', async () => {
    const room = open();
    let busy = 2;
    office.answer = () => (busy-- > 0 ? Object.assign(new Error('come back later'), { responseCode: 451 }) : undefined);
    await room.notify({ to: person, ...words });
    await outbox.drain();
    expect(await room.list(9)).toMatchObject([{ status: 'queued', attempts: 1, error: expect.stringContaining('come back later') }]);
    await hurry();
    await hurry();
    expect(office.letters.length).toBe(1);
    expect(await room.list(9)).toMatchObject([{ status: 'sent', attempts: 3, error: null }]);
  });

  test('that is refused for good is not tried again', async () => {
    const room = open();
    office.answer = () => Object.assign(new Error('no such person'), { responseCode: 550 });
    await room.notify({ to: person, ...words });
    await outbox.drain();
    await hurry();
    expect(await room.list(9)).toMatchObject([{ status: 'failed', attempts: 1 }]);
    expect(await outbox.backlog()).toMatchObject({ waiting: 0, dead: 0 });
  });

  test('is not written twice under one key', async () => {
    const room = open();
    await room.notify({ to: person, ...words, key: 'submitted:d1' });
    await room.notify({ to: person, ...words, key: 'submitted:d1' });
    await outbox.drain();
    expect(office.letters.length).toBe(1);
  });

  test('is taken back with the transaction that asked for it', async () => {
    const room = open();
    const work = base.db.transaction(async () => {
      await room.notify({ to: person, ...words });
      throw new Error('the line dropped');
    });
    await expect(work).rejects.toThrow();
    await outbox.drain();
    expect([office.letters, await room.list(9)]).toEqual([[], []]);
  });

  test('with a line break in its subject or name adds no header', async () => {
    const room = open();
    await room.notify({ to: { name: 'A\r\nBcc: x@y.example', email: 'dao@thu.example' }, subject: 'Một\r\nBcc: x@y.example', text: 'x' });
    await outbox.drain();
    expect(office.letters).toMatchObject([{ subject: 'Một Bcc: x@y.example', to: expect.not.stringContaining('\n') }]);
  });

  test('in the hands of a sender that is killed goes out again under the same Message-ID, and after that never again', async () => {
    const held = new Promise<void>((resolve) => {
      office.answer = () => {
        resolve();
        return undefined;
      };
    });
    const room = open();
    await room.notify({ to: person, ...words });
    const child = fork(join(import.meta.dirname, 'sender.fixture.ts'), [base.appUrl, String(office.port)], { execArgv: ['--no-warnings'] });
    await held;
    child.kill('SIGKILL');
    outbox.start();
    await vi.waitFor(async () => expect(await room.list(9)).toMatchObject([{ status: 'sent' }]), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(new Set(office.letters.map(({ messageId }) => messageId)).size).toBe(1);
    expect(office.letters.length).toBeLessThanOrEqual(2);
    expect((await outbox.backlog()).waiting).toBe(0);
  });
});

test('without SMTP letters stay in the outbox, as SMS always do, and say so', async () => {
  const room = openNotifications(base.db, outbox, { smtp: undefined }, now);
  await room.notify({ to: { ...person, phone: '0912345678' }, ...words, dossierId: 'd1' });
  await room.notify({ to: { name: 'Lý Văn Páo (mẫu)' }, ...words, dossierId: 'd1' });
  await outbox.drain();
  expect(room.sendsMail).toBe(false);
  expect((await room.about('d1')).map(({ channel, status }) => [channel, status]).sort()).toEqual([
    ['email', 'simulated'],
    ['none', 'no-address'],
    ['sms', 'simulated'],
  ]);
});

/** Brings postponed work forward instead of waiting for it. */
async function hurry(): Promise<void> {
  await base.owner.script('update kernel.jobs set due_at = now()');
  await outbox.drain();
}

async function openPostOffice(): Promise<PostOffice> {
  const office = { letters: [], answer: () => undefined, port: 0 } as unknown as PostOffice;
  office.server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const refusal = office.answer();
        if (!refusal) office.letters.push(readLetter(Buffer.concat(parts)));
        done(refusal ?? null);
      });
    },
  });
  await new Promise<void>((resolve) => void office.server.listen(0, '127.0.0.1', resolve));
  const address = office.server.server.address();
  office.port = address && typeof address === 'object' ? address.port : 0;
  return office;
}

/** Reads a letter as a mail program does: RFC 2047 words in headers, quoted-printable or base64 in the body. */
function readLetter(bytes: Buffer): Letter {
  const [head = '', ...rest] = bytes.toString('latin1').split('\r\n\r\n');
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 2))]),
  );
  const raw = rest.join('\r\n\r\n').trimEnd();
  const encoding = headers.get('content-transfer-encoding');
  const body = encoding === 'base64' ? Buffer.from(raw, 'base64') : encoding === 'quoted-printable' ? fromQuotedPrintable(raw) : Buffer.from(raw, 'latin1');
  const header = (name: string) => headers.get(name) ?? '';
  return {
    messageId: header('message-id'),
    from: header('from').replaceAll('"', ''),
    to: header('to').replaceAll('"', ''),
    subject: header('subject'),
    body: body.toString('utf8').replaceAll('\r\n', '\n').trimEnd(),
  };
}

function decodeWords(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?');
  const bytes = joined.replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, data: string) =>
    (kind.toUpperCase() === 'B' ? Buffer.from(data, 'base64') : fromQuotedPrintable(data.replaceAll('_', ' '))).toString('latin1'),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function fromQuotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=\r\n/g, '').replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
