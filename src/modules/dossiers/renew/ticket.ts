import type { Platform } from '#kernel/platform.ts';
import { first, type FormValues } from '#kernel/web/index.ts';

/** Travels with the form like an answer, so that it is kept by «sửa lại» and «lưu» as well. */
export const ticketField = 'renewal.ticket';
const purpose = 'renewal';

/** Our own signed note of which permits a form renews: only who was shown them can name them. */
export function renewalTicket(platform: Platform, permits: readonly string[]): string {
  return platform.notes.write(purpose, permits.join(' '));
}

/** The permits a form renews; none when the note is not ours. */
export function renewedBy(platform: Platform, values: FormValues): string[] {
  return platform.notes.read(purpose, first(values, ticketField))?.split(' ').filter(Boolean) ?? [];
}
