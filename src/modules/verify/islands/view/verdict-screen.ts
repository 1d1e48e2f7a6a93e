import type { Claims } from '#kernel/credentials/claims.ts';
import { factsOf, verdictBox } from './facts.ts';

/** Everything the screen of one verdict shows. `kind` names the words; `plate`: the vehicle the paper is for, when it is for one. */
export type Judged = {
  kind: string;
  plate: string;
  rows: readonly (readonly [string, string])[];
  claims: Claims | undefined;
  /** How old the lists are, and whether that is a warning. */
  age: { words: string; fine: boolean };
  /** In the place of the sentence that stands ready. */
  sentence?: string;
};

export type Answers = { compared(same: boolean): void; next(): void };

/** Fills the screen with a verdict; answers its title, for the voice. */
export function showVerdict(screen: HTMLElement, judged: Judged, answers: Answers): string {
  const box = verdictBox(judged.kind);
  const parts = document.querySelector<HTMLTemplateElement>('#judged')?.content.cloneNode(true) as DocumentFragment;
  if (!box) return '';
  screen.textContent = '';
  screen.className = `cp-verdict ${[...box.classList].filter((name) => name !== 'verdict').join(' ')}`;
  if (judged.sentence) setText(box, 'p', judged.sentence);
  screen.append(box, parts);
  const [plate, trust] = ['[data-plate]', '[data-trust]'].map((name) => screen.querySelector<HTMLElement>(name));
  if (plate) plate.textContent = judged.plate;
  plate?.toggleAttribute('hidden', !judged.plate);
  for (const asked of screen.querySelectorAll('[data-compare], [data-type]')) asked.toggleAttribute('hidden', !judged.plate || judged.kind === 'other-vehicle');
  screen.querySelector('[data-facts]')?.append(factsOf(judged.rows));
  if (trust) trust.textContent = judged.age.words;
  trust?.classList.toggle('warning', !judged.age.fine);
  screen.querySelector('[data-next]')?.addEventListener('click', () => answers.next());
  listenToPlate(screen, judged.plate, answers);
  screen.hidden = false;
  screen.scrollTop = 0;
  return box.querySelector('h2')?.textContent ?? '';
}

function setText(inside: HTMLElement, selector: string, words: string): void {
  const found = inside.querySelector(selector);
  if (found) found.textContent = words;
}

function listenToPlate(screen: HTMLElement, plate: string, { compared }: Answers): void {
  screen.querySelector('[data-same]')?.addEventListener('click', () => compared(true));
  screen.querySelector('[data-differs]')?.addEventListener('click', () => compared(false));
  screen.querySelector<HTMLFormElement>('[data-type]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = screen.querySelector<HTMLInputElement>('#plate')?.value ?? '';
    if (foldPlate(typed)) compared(foldPlate(typed) === foldPlate(plate));
  });
}

/** The officer found the plate right: the question is answered and gone. */
export function thankForPlate(screen: HTMLElement): void {
  for (const asked of screen.querySelectorAll('[data-compare], [data-type]')) asked.setAttribute('hidden', '');
  const answer = screen.querySelector<HTMLElement>('[data-answer]');
  if (!answer) return;
  answer.textContent = '✓ Biển số đúng với xe.';
  answer.hidden = false;
}

/** Letters and digits only: spaces, dots and dashes are painted differently on every plate. */
export function foldPlate(text: string): string {
  return text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\d]/gu, '');
}
