import { z } from 'zod';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { speedNeeded } from './copies/copies.ts';
import { dropOldCodes } from './store/checkpoints.ts';
import { type Flag, flagById, forgetFlags } from './store/flags.ts';
import { forgetRefusals, forgetScans } from './store/scans.ts';

const flagged = z.object({ flagId: z.uuid() });

/** Hangs the module into the outbox: the issuing unit hears of a copy, and every night what is too old is deleted. */
export function listenToCheckpoints(platform: Platform): void {
  platform.outbox.on('checkpoint.copy-suspected', 'tell the issuing unit of a copy', flagged, async ({ payload }) => {
    const flag = await flagById(platform.db, payload.flagId);
    if (flag) await tellIssuer(platform, flag);
  });
  platform.outbox.every('23 3 * * *', 'forget old scans', () => forget(platform));
}

async function tellIssuer({ organisations, notifications, config }: Platform, flag: Flag): Promise<void> {
  const unit = organisations.find(flag.issuerUnit);
  const seen = [flag.first, flag.second].map(({ checkpoint, at }) => `- ${checkpoint}, lúc ${formatDateTime(new Date(at))}`).join('\n');
  const speed = speedNeeded(flag);
  await notifications.notify({
    to: { name: unit ? organisations.issuingName(unit.id) : flag.issuerUnit },
    subject: `Nghi giấy số ${flag.number} bị sao chép`,
    text: `Giấy số ${flag.number} (${flag.subject}) đã được quét thấy đúng ở hai nơi cách nhau ${Math.round(flag.km)} km:\n${seen}\n${
      Number.isFinite(speed) ? `Muốn kịp phải chạy ${Math.round(speed)} km/giờ.` : 'Hai lần quét cùng một lúc.'
    }\nHãy xem và kết luận tại ${config.publicUrl}/can-bo/chot/nghi-van/${flag.id}`,
    key: `checkpoint-flag:${flag.id}`,
  });
}

/** Scans are kept for the days the province has set (xóa sổ quét quá hạn); a flag holds its two until it has been settled for as long. */
export async function forget({ db, now, profile, log }: Platform): Promise<number> {
  const before = new Date(now().getTime() - profile.rules.checkpoints.keep_scans_days * 86_400_000);
  return db.transaction(async () => {
    await forgetFlags(db, before);
    await forgetRefusals(db, before);
    await dropOldCodes(db, before);
    const gone = await forgetScans(db, before);
    if (gone > 0) log.info({ gone }, 'old scans deleted');
    return gone;
  });
}
