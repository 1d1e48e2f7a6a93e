import { formatDateTime } from '#kernel/calendar/index.ts';

type Kind = 'good' | 'warn' | 'bad';

/** Verdicts as they stand in a narrow column. A phone may know one that we do not: then its own word is shown. */
const verdicts: Record<string, { words: string; kind: Kind }> = {
  valid: { words: 'Thật, còn hạn', kind: 'good' },
  expired: { words: 'Hết hạn', kind: 'warn' },
  'not-yet-valid': { words: 'Chưa đến ngày', kind: 'warn' },
  suspended: { words: 'Đang đình chỉ', kind: 'warn' },
  revoked: { words: 'Đã thu hồi', kind: 'bad' },
  replaced: { words: 'Đã cấp lại mã', kind: 'warn' },
  forged: { words: 'Giả hoặc bị sửa', kind: 'bad' },
  'unknown-issuer': { words: 'Không rõ nơi cấp', kind: 'warn' },
  unreadable: { words: 'Không đọc được', kind: 'warn' },
};

export function verdictWords(verdict: string): { words: string; kind: Kind } {
  return verdicts[verdict] ?? { words: verdict, kind: 'warn' };
}

export const plateWords: Record<string, string> = { same: 'khớp', differs: 'KHÁC biển' };

const refusalWords: Record<string, string> = {
  signature: 'chữ ký sai',
  unreadable: 'không đọc được',
  'other-device': 'của máy khác',
  chain: 'đứt chuỗi, có mục bị bỏ hay bị thêm',
  rewritten: 'viết lại mục đã gửi',
  ended: 'gửi sau khi đã ngừng',
};

/** What was refused of a phone's log, in words. */
export function describeRefusals(refusals: readonly { why: string; times: number }[]): string {
  return refusals.map(({ why, times }) => `${times} mục ${refusalWords[why] ?? why}`).join('; ');
}

/** A clock a minute off is nobody's business. */
export function describeSkew(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  if (minutes < 2) return '';
  const long = minutes < 120 ? `${minutes} phút` : minutes < 48 * 60 ? `${Math.round(minutes / 60)} giờ` : `${Math.round(minutes / 1440)} ngày`;
  return `đồng hồ ${skewMs > 0 ? 'chậm' : 'nhanh'} ${long}`;
}

export function describeWhen(at: Date | null): string {
  return at ? formatDateTime(at) : 'chưa lần nào';
}

/** 21.59420, 105.84820: as maps write it. */
export function describePlace({ lat, lon }: { lat: number | null; lon: number | null }): string {
  return lat === null || lon === null ? '' : `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
