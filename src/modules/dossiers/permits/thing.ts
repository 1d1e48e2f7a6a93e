import { type Answers, type ProcedureVersion, tidyPlate } from '../procedures/index.ts';

/** What a permit is for, as it is compared: letters and digits only, so that 20c-123.45 and 20C 12345 are one plate, and 20LĐ is 20LD. */
export function foldThing(text: string): string {
  return tidyPlate(text)
    .replace(/[^\p{L}\d]/gu, '')
    .replaceAll('Đ', 'D');
}

/** Everything a dossier asks a permit for, folded; nothing when its permits are about a person. */
export function thingsOf({ result }: Pick<ProcedureVersion, 'result'>, answers: Answers): string[] {
  const [part = '', question = ''] = result.thing?.split('.') ?? [];
  const given = answers[part] ?? [];
  const items = Array.isArray(given) ? given : [given];
  return [...new Set(items.map((item) => foldThing(String(item[question] ?? ''))).filter(Boolean))];
}
