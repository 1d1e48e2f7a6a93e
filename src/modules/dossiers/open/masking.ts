import type { FieldLine } from '../procedures/index.ts';

/** Numbers and addresses that reach a person are covered; a name and a birthday the officer must compare with the card at once. */
export function hidden({ personal, shown }: FieldLine): boolean {
  return personal && /\d[\d\s.]{5,}|@/.test(shown) && !/^\d{2}\/\d{2}\/\d{4}$/.test(shown);
}

/** Enough to recognise, too little to use. */
export function mask(text: string): string {
  return text.length <= 4 ? '••••' : `${'•'.repeat(Math.min(8, text.length - 3))}${text.slice(-3)}`;
}
