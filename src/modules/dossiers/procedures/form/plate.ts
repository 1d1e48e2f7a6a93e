/** A plate (biển số) as it is kept: capital letters and digits, no separators. */
export function tidyPlate(typed: string): string {
  return typed
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s.·-]/g, '');
}

/** The same as it is painted: 20C-123.45, 20C-1234, 20B1-123.45; any other form stays as it is kept. */
export function showPlate(kept: string): string {
  const [, series = '', digits = ''] = kept.match(/^(\d{2}[A-ZĐ]{1,2}\d?)(\d{5})$/) ?? kept.match(/^(\d{2}[A-ZĐ]{1,2})(\d{4})$/) ?? [];
  if (!digits) return kept;
  return digits.length === 5 ? `${series}-${digits.slice(0, 3)}.${digits.slice(3)}` : `${series}-${digits}`;
}
