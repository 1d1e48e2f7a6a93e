import { first, type FormValues, shorten } from '#kernel/web/index.ts';

export type Typed = { id: string; name: string; place: string; note: string };
export type Place = { lat: number; lon: number };

/** What was typed for a new checkpoint, cut to what is kept. */
export function readTyped(values: FormValues): Typed {
  const text = (name: string, most: number) => shorten(first(values, name), most).trim();
  return { id: first(values, 'id'), name: text('name', 100), place: text('place', 80), note: text('note', 500) };
}

export function checkTyped({ name, place }: Typed): { place: Place | null } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  if (name.length < 3) errors.name = 'Hãy đặt tên chốt, ví dụ: Chốt cầu Đa Phúc, quốc lộ 3.';
  const found = place ? readPlace(place) : null;
  if (found === undefined) errors.place = 'Hãy viết vĩ độ rồi kinh độ của một nơi ở Việt Nam, ví dụ: 21.3942, 105.8731. Chưa rõ thì để trống.';
  return Object.keys(errors).length > 0 ? { errors } : { place: found ?? null };
}

/** Latitude and longitude as maps write them, or with decimal commas; undefined for anything that is not in Việt Nam. */
export function readPlace(text: string): Place | undefined {
  const [, north = '', east = ''] = /^(\d{1,2}(?:[.,]\d{1,10})?)\s*(?:[;,]\s*|\s)(\d{2,3}(?:[.,]\d{1,10})?)$/.exec(text.trim()) ?? [];
  const [lat, lon] = [north, east].map((number) => Number(number.replace(',', '.'))) as [number, number];
  return north && lat >= 6 && lat <= 24 && lon >= 102 && lon <= 118 ? { lat, lon } : undefined;
}
