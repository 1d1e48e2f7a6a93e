import { fold } from './procedures/index.ts';

type FoundBy = { applicant: { name: string; phone: string | null; number: string | null }; receivingUnit: string; decidingUnit: string };

/**
 * What officers find a dossier by, beside its code: folded name, phone and number. The units stand with them, so that a search looks
 * among a unit's own dossiers only and takes as long in a province with a million as in one with ten thousand.
 */
export function wordsToFindBy({ applicant: { name, phone, number }, receivingUnit, decidingUnit }: FoundBy): string {
  // A phone number is stored as +84…, and typed either way.
  const phones = phone ? `${phone} ${phone.replace(/^\+84/, '0')}` : '';
  return fold(`${name} ${phones} ${number ?? ''} ${unitWord(receivingUnit)} ${unitWord(decidingUnit)}`);
}

/** A unit as one word of the search text, which no person types. */
export function unitWord(id: string): string {
  return `unit${id.replaceAll(/[^a-z0-9]/g, '')}`;
}
