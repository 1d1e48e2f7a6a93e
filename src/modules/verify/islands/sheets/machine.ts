import type { Knowledge, Updated } from '../knowing/knowledge.ts';
import { ageWords, clockDoubt, clockWords } from '../view/words.ts';

type InstallPrompt = Event & { prompt(): Promise<void> };

const updateWords: Record<Updated, string> = {
  updated: 'Đã cập nhật.',
  'no-answer': 'Không có mạng. Danh sách cũ vẫn dùng được như ghi ở trên.',
  'not-genuine': 'Danh sách nhận được không đúng chữ ký của tỉnh nên không dùng.',
};

/** Lists, clock, and putting the app on the home screen. */
export function listenToMachine(sheet: HTMLElement, knowledge: Knowledge, changed: () => void): { show(): Promise<void> } {
  const part = (name: string) => sheet.querySelector<HTMLElement>(`[data-${name}]`);
  const say = (name: string, words: string) => {
    const found = part(name);
    if (found) found.textContent = words;
    found?.toggleAttribute('hidden', !words);
  };
  async function show(): Promise<void> {
    const standing = await knowledge.standing();
    say('lists', ageWords(standing) + (standing.madeAt ? ` Làm lúc ${clockWords(standing.madeAt)}.` : ''));
    say('clock', clockDoubt(standing));
  }
  async function update(): Promise<void> {
    say('updated', 'Đang hỏi máy chủ…');
    const done = await knowledge.update(true);
    say('updated', updateWords[done ?? 'updated']);
    await show();
    changed();
  }

  part('update')?.addEventListener('click', () => void update());
  offerInstall(part('install'), part('install-now'));
  return { show };
}

function offerInstall(whole: HTMLElement | null, button: HTMLElement | null): void {
  if (matchMedia('(display-mode: standalone)').matches) whole?.setAttribute('hidden', '');
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => void (event as InstallPrompt).prompt());
  });
  addEventListener('appinstalled', () => whole?.setAttribute('hidden', ''));
}
