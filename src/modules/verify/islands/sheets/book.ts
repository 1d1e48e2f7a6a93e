import type { Book, Noted } from '../book/book.ts';
import { type Device, enrol } from '../book/device.ts';
import type { Sent } from '../book/send.ts';
import { element, verdictBox } from '../view/facts.ts';
import { clockWords } from '../view/words.ts';
import { tell } from './sheet.ts';

export type BookSheet = {
  show(standing: { device: Device | undefined; book: Book | undefined; sent: Sent; askPlace: boolean }): Promise<void>;
  fillCode(code: string): void;
};
export type BookAnswers = { enrolled(device: Device): void; send(): void; allowPlace(yes: boolean): void };

/** The scan log as the officer sees it, and how a phone comes to a checkpoint. */
export function listenToBook(sheet: HTMLElement, now: () => Date, { enrolled, send, allowPlace }: BookAnswers): BookSheet {
  const form = sheet.querySelector<HTMLFormElement>('[data-enrol]');
  const part = (name: string) => sheet.querySelector<HTMLElement>(`[data-${name}]`);
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    void enrolFrom(form, enrolled);
  });
  part('send')?.addEventListener('click', send);
  part('place-yes')?.addEventListener('click', () => allowPlace(true));
  part('place-no')?.addEventListener('click', () => allowPlace(false));
  return {
    fillCode(code) {
      const field = form?.elements.namedItem('chot') as HTMLInputElement | null;
      if (field) field.value = code;
    },
    async show({ device, book, sent, askPlace }) {
      form?.toggleAttribute('hidden', !!device);
      part('own')?.toggleAttribute('hidden', !device);
      part('ask-place')?.toggleAttribute('hidden', !askPlace);
      if (!device || !book) return;
      const scans = await book.scansSince(startOfDay(now()));
      setText(part('checkpoint'), device.checkpoint.name);
      setText(part('count'), `Hôm nay ${scans.length} lần quét. ${standingOf(sent)}`);
      part('scans')?.replaceChildren(...scans.toReversed().slice(0, 300).map(line));
    },
  };
}

async function enrolFrom(form: HTMLFormElement, enrolled: (device: Device) => void): Promise<void> {
  const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value.trim();
  if (!value('chot') || !value('ten')) return tell(form, 'Cần cả mã nối máy và tên.');
  tell(form, 'Đang hỏi máy chủ…');
  const { device, error } = await enrol(value('chot'), value('ten'));
  tell(form, error ?? '');
  if (device) enrolled(device);
}

function standingOf({ waiting, error, sentAt }: Sent): string {
  if (waiting > 0) return `${waiting} lần chưa gửi. ${error ?? 'Máy tự gửi khi có mạng.'}`;
  return sentAt ? `Đã gửi hết, lúc ${clockWords(new Date(sentAt))}.` : 'Không có gì phải gửi.';
}

function line({ at, verdict, shown, plate, refused }: Noted & { refused?: string }): HTMLElement {
  const row = element('li');
  const title = verdictBox(verdict)?.querySelector('h2')?.textContent ?? verdict;
  row.append(element('time', clockWords(new Date(at)).slice(0, 5)), element('b', shown || 'không rõ'), element('span', title));
  if (plate) row.append(element('span', plate === 'same' ? '✓ Đúng biển số' : '✗ Khác biển số'));
  if (refused) row.append(element('span', 'Máy chủ không nhận dòng này', 'error'));
  return row;
}

function setText(found: HTMLElement | null, words: string): void {
  if (found) found.textContent = words;
}

function startOfDay(now: Date): Date {
  const zone = 7 * 3_600_000;
  return new Date(Math.floor((now.getTime() + zone) / 86_400_000) * 86_400_000 - zone);
}
