import type { Recovery } from '#kernel/credentials/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { withoutAccents } from '../procedures/index.ts';
import { anyWaitingOf, claimRenewed, type Renewed } from '../store/reissues.ts';

/** Nobody reads more lines in a message; the page of the lot has them all. */
const mostLines = 20;

/** Tells one holder of all his papers with a new code, once, when the last of them is done. */
export async function tellRenewed(platform: Platform, recovery: Recovery, holder: string): Promise<void> {
  if (await anyWaitingOf(platform.db, recovery.id, holder)) return;
  await platform.db.transaction(async () => {
    const renewed = await claimRenewed(platform.db, recovery.id, holder, platform.now());
    const [first] = renewed;
    if (!first) return;
    const { subject, text, sms } = wordsFor(platform, renewed, first);
    await platform.notifications.notify({
      to: { name: first.name, phone: first.phone, email: first.email },
      subject,
      text,
      sms,
      dossierId: first.dossierId,
      key: `reissued:${recovery.id}:${first.dossierId}`,
    });
  });
}

function wordsFor({ config, organisations }: Platform, renewed: readonly Renewed[], first: Renewed): { subject: string; text: string; sms: string } {
  const { name, unitId, lotCode, code } = first;
  const papers = renewed.flatMap((one) => one.papers.map((paper) => ({ ...paper, ...one })));
  const many = papers.length === 1 ? 'Giấy của bạn' : `${papers.length.toLocaleString('vi')} giấy của bạn`;
  const link = `${config.publicUrl}/tra-cuu?ma=${encodeURIComponent(lotCode ?? code)}`;
  const lines = papers.slice(0, mostLines).map((paper) => `- ${[paper.shown || paper.procedureName, `số ${paper.number}`, `hồ sơ ${paper.code}`].join(', ')}`);
  const more = papers.length > mostLines ? [`- và ${(papers.length - mostLines).toLocaleString('vi')} giấy nữa`] : [];
  const several = !lotCode && renewed.length > 1 ? ' (mỗi hồ sơ tra cứu bằng mã ghi ở trên)' : '';
  const text = [
    `Kính gửi ${name},`,
    '',
    `${many} có mã mới, hãy in lại. ${organisations.issuingName(unitId)} phải thay mã xác thực vì lý do an toàn; mã cũ không dùng được nữa. Số giấy, thời hạn và điều kiện vẫn như cũ. Bạn không phải nộp lại hồ sơ, không mất tiền.`,
    '',
    ...lines,
    ...more,
    '',
    `Tải giấy mới để in, hoặc lưu ảnh mới vào điện thoại${several}: ${link}`,
    'Mấy ngày đầu hãy mang theo cả giấy cũ, phòng khi nơi kiểm tra chưa kịp cập nhật.',
  ].join('\n');
  const what = papers.length === 1 ? [papers[0]?.shown, papers[0]?.number].filter(Boolean).join(' so ') : `${papers.length} giay`;
  const sms = `${withoutAccents(what)} co ma moi, ma cu khong dung duoc nua. Hay tai va in lai: ${link}`;
  return { subject: `${many} có mã mới, hãy in lại`, text, sms };
}
