import { keepApplePicture } from './heic.ts';
import { mostSheetBytes } from '#kernel/spreadsheets/limits.ts';
import { readPdf } from './pdf.ts';
import { redraw } from './pictures.ts';
import type { StoredFile } from './store.ts';

/** The largest file taken from outside, in bytes. */
export const mostBytes = 10 * 1024 * 1024;

/** A file from outside that was stored, or the sentence that says why not. */
export type Received = { file: StoredFile & { name: string } } | { refusal: string };

/** What is kept of a file from outside. */
export type Kept = { bytes: Uint8Array; type: string; flags: string[] };

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif']);
const applePictures = new Set(['image/heic', 'image/heif']);

/**
 * Looks at the bytes, never at the name: pictures are drawn anew (so that place, phone and hidden contents fall away), PDF stays as
 * it is, everything else is refused with a sentence.
 */
export async function inspect(bytes: Uint8Array): Promise<Kept | { refusal: string }> {
  if (bytes.length === 0) return { refusal: 'Tệp này trống. Hãy chọn lại.' };
  if (bytes.length > mostBytes) return { refusal: `Tệp lớn hơn ${mostBytes / 1024 / 1024} MB. Hãy chụp ảnh nhỏ hơn, hoặc gửi từng trang.` };
  const { fileTypeFromBuffer } = await import('file-type');
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (pictures.has(type)) return redraw(bytes);
  if (type === 'application/pdf') return readPdf(bytes);
  if (applePictures.has(type)) return keepApplePicture(bytes, type);
  return { refusal: 'Chỉ nhận ảnh (JPEG, PNG, WebP, HEIC) và PDF. Hãy chụp ảnh giấy tờ rồi gửi lại.' };
}

/** A spreadsheet is kept as it came, only to be read apart from everything else; nobody is ever sent it to look at. */
export function keepSheet(bytes: Uint8Array): Kept | { refusal: string } {
  if (bytes.length === 0) return { refusal: 'Tệp này trống. Hãy chọn lại.' };
  if (bytes.length > mostSheetBytes) return { refusal: 'Bảng lớn hơn 2 MB. Hãy bỏ hình ảnh và các trang tính thừa, hoặc chép các dòng cần gửi sang tệp mẫu.' };
  return { bytes, type: 'application/octet-stream', flags: ['sheet'] };
}
