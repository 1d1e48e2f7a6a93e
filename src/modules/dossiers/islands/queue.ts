// Why: hundreds of lines are looked through by keyboard, and the clocks go on; without script the same ticks and links do it.
import { exactTimeLeft } from '../queue/clock.ts';

const form = document.querySelector<HTMLFormElement>('[data-queue]');
const rows = [...(form?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
const boxes = [...(form?.querySelectorAll<HTMLInputElement>('tbody [name=ids]') ?? [])];
const count = form?.querySelector<HTMLElement>('[data-count]');
const elsewhere = Number(form?.dataset.elsewhere ?? 0);
let at = -1;

function tell(): void {
  const many = boxes.filter(({ checked }) => checked).length + elsewhere;
  if (count) count.textContent = many > 0 ? `Đã chọn ${many.toLocaleString('vi')} hồ sơ` : 'Đánh dấu hồ sơ rồi chọn việc';
}

function go(to: number): void {
  const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
  if (!row) return;
  rows[at]?.classList.remove('at');
  at = rows.indexOf(row);
  row.classList.add('at');
  row.querySelector<HTMLElement>('[data-open]')?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

const keys: Record<string, () => void> = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  x: () => rows[at]?.querySelector<HTMLInputElement>('[name=ids]')?.click(),
};

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLElement && event.target.closest('select, textarea, input:not([type=checkbox])');
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const press = keys[event.key];
  if (!press) return;
  event.preventDefault();
  press();
});

form?.addEventListener('change', tell);
form?.querySelector('[data-page]')?.addEventListener('click', (event) => {
  event.preventDefault();
  const all = boxes.every(({ checked }) => checked);
  for (const box of boxes) box.checked = !all;
  tell();
});
form?.querySelector('[data-keys]')?.removeAttribute('hidden');

// The clock of this computer may be wrong; only how long the page has been open is taken from it.
const drawn = new Date(form?.dataset.now ?? 0).getTime();
const opened = performance.now();
setInterval(() => {
  const now = new Date(drawn + performance.now() - opened);
  for (const clock of form?.querySelectorAll<HTMLElement>('[data-due]') ?? []) {
    const due = new Date(clock.dataset.due ?? 0);
    clock.textContent = exactTimeLeft(due, now);
    clock.closest('tr')?.classList.toggle('late', due < now);
  }
}, 20_000);
tell();
