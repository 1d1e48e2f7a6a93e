import type { Kept } from './receive.ts';

/** Keeps a PDF as it is; refuses one nobody can open without a password, and flags what acts by itself. */
export function readPdf(bytes: Uint8Array): Kept | { refusal: string } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (/\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(text)) return { refusal: 'Tệp PDF này có mật khẩu, cán bộ không mở được. Hãy bỏ mật khẩu rồi gửi lại.' };
  if (!text.includes('%%EOF')) return { refusal: 'Tệp PDF này chưa đủ, có thể tải về giữa chừng. Hãy mở thử rồi gửi lại.' };
  // Marks inside compressed objects are not seen here: a flag warns, its absence promises nothing.
  const active = /\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b/.test(text);
  return { bytes, type: 'application/pdf', flags: active ? ['active-pdf'] : [] };
}
