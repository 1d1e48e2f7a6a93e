import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { z } from 'zod';
import { withoutAccents } from '../procedures/index.ts';
import { showThing } from './show-thing.ts';
import { type Lot, lotById, lotsWithNews, type News, takeNews } from '../store/lots.ts';

/** Nobody reads more lines in a message; the page of the lot has them all. */
const mostLines = 20;

const lotEvent = z.object({ lotId: z.uuid() });

/** Hangs the messages about lots into the outbox: one when a lot is filed, then at most one each quarter of an hour. */
export function listenToLots(platform: Platform): void {
  platform.outbox.on('lot.submitted', 'tell the citizen of a lot', lotEvent, ({ payload }) => tellFiled(platform, payload.lotId));
  platform.outbox.every('0-59/15 * * * *', 'gather the news of lots', () => tellNews(platform));
}

async function tellFiled(platform: Platform, lotId: string): Promise<void> {
  const lot = await lotById(platform.db, lotId);
  if (!lot) return;
  const { code, dossiers, procedureName } = lot;
  const unit = platform.organisations.issuingName(lot.receivingUnit);
  const due = lot.dueAt ? `\nHẹn trả kết quả: ${formatDateTime(lot.dueAt)}.` : '';
  await tell(platform, lot, 'filed', {
    subject: `Đã nhận ${inNumbers(dossiers)} hồ sơ, lô ${code}`,
    text: `${unit} đã nhận một lô ${inNumbers(dossiers)} hồ sơ «${procedureName}» của ông (bà). Mã lô: ${code}.${due}\nMỗi 15 phút một lần, nếu có tin mới, hệ thống báo gộp cho cả lô.`,
    sms: `Da nhan lo ${code}: ${inNumbers(dossiers)} ho so.`,
  });
}

/** Tells of each lot what has happened since the last message; a crash in between tells it again or not yet, never half. */
export async function tellNews(platform: Platform): Promise<void> {
  for (const id of await lotsWithNews(platform.db)) await platform.db.transaction(() => tellNewsOf(platform, id));
}

async function tellNewsOf(platform: Platform, id: string): Promise<void> {
  const lot = await lotById(platform.db, id);
  const news = lot ? await takeNews(platform.db, id, platform.now()) : [];
  if (!lot || news.length === 0) return;
  const kinds = [...Map.groupBy(news, ({ kind }) => kind)].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const short = kinds.map(([kind, all]) => `${inNumbers(all.length)} ${words[kind] ?? kind}`).join(', ');
  await tell(platform, lot, platform.now().toISOString(), {
    subject: `Lô ${lot.code}: ${short}`,
    text: `Lô ${inNumbers(lot.dossiers)} hồ sơ «${lot.procedureName}», mã ${lot.code}, có tin mới:\n${kinds.map(([kind, all]) => told(kind, all)).join('\n')}`,
    sms: `Lo ${lot.code}: ${withoutAccents(short)}.`,
  });
}

/** What needs the person comes first. */
const order = ['supplement', 'refused', 'intake-refused', 'stopped', 'revoked', 'late', 'withdrawn', 'done', 'given-back', 'received'];

const words: Record<string, string> = {
  supplement: 'cần bổ sung',
  refused: 'bị từ chối giải quyết',
  'intake-refused': 'không được tiếp nhận',
  stopped: 'dừng giải quyết',
  revoked: 'bị thu hồi kết quả',
  late: 'hẹn lại',
  withdrawn: 'đã rút',
  done: 'đã có kết quả',
  'given-back': 'đã trả kết quả',
  received: 'đã tiếp nhận',
};

/** Good news is a number; what somebody must act on is named, with its reason. */
function told(kind: string, all: readonly News[]): string {
  const head = `- ${inNumbers(all.length)} hồ sơ ${words[kind] ?? kind}`;
  if (['done', 'given-back', 'received'].includes(kind)) return `${head}.`;
  const named = all.slice(0, mostLines).map(({ thing, code, note }) => `   ${showThing(thing)} (${code})${note ? `: ${note}` : ''}`);
  const more = all.length > mostLines ? [`   và ${inNumbers(all.length - mostLines)} hồ sơ nữa, xem ở trang của lô`] : [];
  return [`${head}:`, ...named, ...more].join('\n');
}

function tell(platform: Platform, lot: Lot, key: string, { subject, text, sms }: { subject: string; text: string; sms: string }): Promise<void> {
  const link = `${platform.config.publicUrl}/tra-cuu?ma=${encodeURIComponent(lot.code)}`;
  return platform.notifications.notify({
    to: { name: lot.applicantName, email: lot.applicantEmail, phone: lot.applicantPhone },
    subject,
    text: `Kính gửi ${lot.applicantName},\n\n${text}\nXem cả lô, tải mọi giấy đã có: ${link}`,
    sms: `${sms} Xem: ${link}`,
    dossierId: lot.id,
    key: `lot:${lot.id}:${key}`,
  });
}

function inNumbers(many: number): string {
  return many.toLocaleString('vi');
}
