/** Who drives, as a paper on a windscreen may show it to everybody: initials and the last three digits, enough to compare with a card in the hand. */
export function maskPeople(people: readonly { name?: unknown; number?: unknown }[]): string {
  return people
    .map(({ name, number }) => [initials(String(name ?? '')), String(number ?? '') && `··${String(number).slice(-3)}`].filter(Boolean).join(' '))
    .filter(Boolean)
    .join(', ');
}

function initials(name: string): string {
  const words = name.normalize('NFC').split(/\s+/).filter(Boolean);
  return words.length === 0 ? '' : `${words.map(([first = '']) => first.toLocaleUpperCase('vi')).join('.')}.`;
}
