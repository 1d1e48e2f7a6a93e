import type { Conclusion } from '../knowing/conclude.ts';
import { recall } from '../knowing/keep.ts';
import { type Book, openBook } from './book.ts';
import { type Device, knownDevice } from './device.ts';
import { type PlaceWatch, watchPlace } from './place.ts';
import { type Sent, sendWaiting, waiting } from './send.ts';

/** The scan log of this phone, or nothing at all as long as it belongs to no checkpoint. */
export type Log = {
  device(): Device | undefined;
  book(): Book | undefined;
  sent(): Sent;
  belong(device: Device): void;
  note(code: string, shown: string, verdict: string, conclusion?: Conclusion): void;
  comparePlate(same: boolean): void;
  send(): Promise<void>;
  place: PlaceWatch;
};

const tryAgain = 60_000;

export async function openLog(now: () => Date, changed: (sent: Sent) => void): Promise<Log> {
  let device: Device | undefined;
  let book: Book | undefined;
  let sent: Sent = { waiting: 0 };
  let sending: Promise<void> | undefined;
  const place = watchPlace();

  function belong(to: Device): void {
    device = to;
    book = openBook(to, () => void send());
  }

  async function sendTo(to: Device): Promise<void> {
    sent = await sendWaiting(to, now).catch(async () => ({ waiting: await waiting(), error: 'Sổ chưa gửi được. Máy sẽ tự gửi lại.' }));
    changed(sent);
  }

  function send(): Promise<void> {
    if (!device) return Promise.resolve();
    sending ??= sendTo(device).finally(() => (sending = undefined));
    return sending;
  }

  function note(code: string, shown: string, verdict: string, conclusion?: Conclusion): void {
    if (!book) return;
    const clock = conclusion?.clock.state === 'right' ? 'sure' : 'doubtful';
    void book.note({
      at: now().toISOString(),
      verdict,
      code: code.slice(0, 4000),
      plate: null,
      place: place.now(),
      clock,
      listsDays: conclusion?.trust.days ?? -1,
      shown,
    });
  }

  const known = await knownDevice();
  if (known) {
    belong(known);
    sent = { waiting: await waiting(), sentAt: await recall<string>('sent-at') };
    void book?.settle().then(send);
  }
  addEventListener('online', () => void send());
  setInterval(() => void (sent.waiting > 0 && send()), tryAgain);
  document.addEventListener('visibilitychange', () => void (document.hidden && book?.settle()));
  return {
    device: () => device,
    book: () => book,
    sent: () => sent,
    belong,
    note,
    comparePlate: (same) => void book?.comparePlate(same ? 'same' : 'differs'),
    send,
    place,
  };
}
