import { type Day, isDay } from '#kernel/calendar/index.ts';

/** How an era writes its dossier codes; a part of the profile's rules (`dossier_code`). */
export type DossierCodeRule = { format: string; digits: number };

/** What a dossier code (mã hồ sơ) is made of; kept apart in the database too. */
export type DossierCodeContent = { unitCode: string; date: Day; sequence: number };

/**
 * The code of a unit's dossier on a day, around the sequence that the statement takes from the counter.
 * Throws for a unit without an identifier code: it cannot receive.
 */
export function dossierCodeParts(rule: DossierCodeRule, unitCode: string | null, date: Day): { codePrefix: string; codeSuffix: string; codeDigits: number } {
  if (!unitCode) throw new Error('a unit without an identifier code cannot give dossier codes');
  if (!isDay(date)) throw new Error(`not a day: «${date}»`);
  const filled = rule.format.replace('{unit}', unitCode).replace('{yymmdd}', date.slice(2).replaceAll('-', ''));
  const [codePrefix = '', codeSuffix] = filled.split('{sequence}');
  if (codeSuffix === undefined) throw new Error(`a dossier code needs its {sequence}: ${rule.format}`);
  return { codePrefix, codeSuffix, codeDigits: rule.digits };
}

/** A whole code in the format of the era: 000.25.01.H55-210815-0007 (TT 01/2018 Đ19), H55.01.25-260815-0007 (practice since QĐ 20/2020). */
export function formatDossierCode(rule: DossierCodeRule, { unitCode, date, sequence }: DossierCodeContent): string {
  const { codePrefix, codeSuffix, codeDigits } = dossierCodeParts(rule, unitCode, date);
  return `${codePrefix}${String(sequence).padStart(codeDigits, '0')}${codeSuffix}`;
}

// Unit, day and sequence of 4 to 6 figures, however they were copied: spaces for hyphens, O for 0, long dashes, a sentence around them.
const unit = String.raw`[0-9A-Z]{1,6}(?:\s*\.\s*[0-9A-Z]{1,6})*`;
const separator = String.raw`(?:\s*-\s*|\s+)`;
const figure = '[0-9OIL]';
const written = new RegExp(String.raw`(?<![0-9A-Z.])(${unit})${separator}(${figure}{6})${separator}(${figure}{4,6})(?![0-9A-Z])`);

/**
 * Finds a dossier code in what a person typed, pasted or scanned, in either era's order of groups. Undefined when there is none.
 * `code` is the form under which it is looked up. Only for codes of our own: codes from outside are never taken apart.
 */
export function readDossierCode(text: string): (DossierCodeContent & { code: string }) | undefined {
  const [, groups = '', day = '', digits = ''] = written.exec(unify(text)) ?? [];
  const unitCode = groups.replaceAll(/\s/g, '');
  const [yymmdd, sequence] = [figures(day), figures(digits)];
  const date = yymmdd.replace(/^(..)(..)(..)$/, '20$1-$2-$3');
  return isDay(date) ? { unitCode, date, sequence: Number(sequence), code: `${unitCode}-${yymmdd}-${sequence}` } : undefined;
}

function unify(text: string): string {
  return text
    .slice(0, 500)
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212_]/g, '-')
    .replace(/%2D/gi, '-')
    .toUpperCase();
}

function figures(text: string): string {
  return text.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
