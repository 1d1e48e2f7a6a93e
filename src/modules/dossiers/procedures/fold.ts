/**
 * Words as people type them on a phone: small letters, no accents, đ as d, one space between words.
 * The database folds the same way (`dossiers.fold`), so both sides of a search agree.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
