/**
 * A plate (biển số) as it is kept: capital letters and digits, no separators. Whatever a word processor makes of a hyphen is one, signs that
 * nobody sees are none, and letters of another alphabet that look like ours are ours: one vehicle has one spelling.
 */
export function tidyPlate(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.·_\p{Pd}\p{Cf}\u2212]/gu, '')
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => ours[foreign.indexOf(letter)] ?? letter);
}

/** Cyrillic, then Greek; below each letter the one of ours that is painted alike. */
const foreign = 'АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const ours = 'ABESIJKMHOPCTYXABEZHIKMNOPTYX';

/** The same as it is painted: 20C-123.45, 20C-1234, 20B1-123.45; any other form stays as it is kept. */
export function showPlate(kept: string): string {
  const [, series = '', digits = ''] = kept.match(/^(\d{2}[A-ZĐ]{1,2}\d?)(\d{5})$/) ?? kept.match(/^(\d{2}[A-ZĐ]{1,2})(\d{4})$/) ?? [];
  if (!digits) return kept;
  return digits.length === 5 ? `${series}-${digits.slice(0, 3)}.${digits.slice(3)}` : `${series}-${digits}`;
}

const kinds: readonly { form: RegExp; doubt?: string }[] = [
  { form: /^[A-Z]{2}\d{4}$/, doubt: 'là biển quân đội; xe quân đội thường đi bằng giấy riêng.' },
  { form: /^\d{5}(NG|QT|NN|CV)\d{2}$|^(NG|QT|NN|CV)\d{7}$/ },
  { form: /^\d{2}R[A-Z]?\d{4,5}$/, doubt: 'là biển rơ-moóc; giấy cấp cho xe kéo, hãy ghi biển của đầu kéo.' },
  { form: /^T\d{2}[A-Z]{0,2}\d{4,6}$|^\d{2}T\d{4,6}$/, doubt: 'là biển tạm thời; giấy chỉ dùng được khi biển còn hạn.' },
  // White, yellow (business) and blue (state) plates are written alike; so are those of motor bikes and of special machines.
  { form: /^\d{2}[A-ZĐ]{1,2}\d?\d{4,5}$/ },
];

/** What makes a plate worth a second look; nobody is refused for it: forms of plates change faster than programs. */
export function doubtAboutPlate(kept: string): string | undefined {
  const kind = kinds.find(({ form }) => form.test(kept));
  if (!kind) return `Biển số ${kept} khác dạng thường gặp; hãy xem lại.`;
  return kind.doubt && `${showPlate(kept)} ${kind.doubt}`;
}
