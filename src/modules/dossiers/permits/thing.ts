/** What a permit is for, as it is compared: letters and digits only, so that 20c-123.45 and 20C 12345 are one plate. */
export function foldThing(text: string): string {
  return text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\d]/gu, '');
}
