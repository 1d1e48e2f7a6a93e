import type { Claims } from '#kernel/credentials/claims.ts';
import type { Standing } from '../knowing/knowledge.ts';

/** Việt Nam keeps UTC+7 all year; the phone's own zone does not matter. */
export function clockWords(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)}, ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
}

/** How old the lists are, and what that means for a verdict. */
export function ageWords({ trust }: Standing): string {
  if (!trust) return 'Máy này chưa có danh sách. Hãy nối mạng một lần.';
  const age = `Danh sách khóa và thu hồi trên máy này: ${trust.days < 1 ? 'cập nhật trong hôm nay' : `cũ ${trust.days} ngày`}.`;
  if (trust.state === 'fresh') return age;
  return trust.state === 'old'
    ? `${age} Hãy nối mạng để cập nhật; giấy bị thu hồi gần đây có thể chưa thấy.`
    : `${age} Quá 30 ngày thì không kết luận được nữa. Hãy nối mạng để cập nhật; nếu mới cập nhật thì đồng hồ máy đang sai.`;
}

/** What is wrong with the phone's clock and what to do; empty when nothing is. */
export function clockDoubt({ clock }: Pick<Standing, 'clock'>): string {
  if (clock.state === 'right') return '';
  return `Đồng hồ máy này ${clock.state === 'behind' ? 'chậm' : 'nhanh'} ${span(clock.byMs)}: đang chỉ ${clockWords(clock.now)}. Vào Cài đặt của máy, bật «Tự động đặt giờ», rồi quét lại.`;
}

function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 100) return `khoảng ${minutes} phút`;
  return minutes < 48 * 60 ? `khoảng ${Math.round(minutes / 60)} giờ` : `khoảng ${Math.round(minutes / 1440)} ngày`;
}

/** What stands in the credential, row by row, in the order an eye needs it at a roadside. */
export function claimRows(claims: Claims, issuerName: string, code: string, provinceName: (id: string) => string): [name: string, value: string][] {
  const pass = claims.kind === 'vehicle-pass';
  const kind: [string, string] = ['Loại giấy', claims.title];
  const subject: [string, string] = [pass ? 'Biển số' : 'Của ai, về gì', claims.subject];
  const rows: [string, string][] = [
    ...(pass ? [subject] : [kind, subject]),
    [pass ? 'Đi từ → đến' : 'Ghi thêm', claims.note],
    ['Có giá trị từ', claims.notBefore > claims.issuedAt ? clockWords(claims.notBefore) : ''],
    ['Có giá trị đến', claims.expires ? clockWords(claims.expires) : 'không thời hạn'],
    // What was cut off to fit the code stands on the paper, and may be the hour that matters.
    ['Điều kiện', claims.conditions.endsWith('…') ? `${claims.conditions} (đọc tiếp trên giấy)` : claims.conditions],
    ['Cấp hộ', claims.onBehalf && provinceName(claims.onBehalf)],
    ['Người trên xe', claims.people],
    ...(pass ? [kind] : []),
    ['Số', claims.number],
    ['Nơi cấp', issuerName],
    ['Cấp lúc', clockWords(claims.issuedAt)],
    ['Mã hồ sơ', claims.dossier],
    ['Mã ngắn cạnh QR', shortCodeOf(code)],
  ];
  return rows.filter(([, value]) => value);
}

/** The last eight letters, as they are printed beside the QR for the eye. */
export function shortCodeOf(code: string): string {
  return code
    .replace(/[\s-]/g, '')
    .slice(-8)
    .toUpperCase()
    .replace(/(.{4})(.{4})/, '$1-$2');
}

/** The age of the lists as a sign in the corner. */
export function shortAge({ trust }: Standing): string {
  if (!trust) return 'Chưa có danh sách';
  return trust.days < 1 ? 'Danh sách: hôm nay' : `Danh sách: ${trust.days} ngày${trust.state === 'too-old' ? ', quá cũ' : ''}`;
}
