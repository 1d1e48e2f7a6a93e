import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Reissues } from '#kernel/credentials/cli.ts';
import type { Recovery } from '#kernel/credentials/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type ReissueCounts, reissueCounts, undoneReissues, waitAgain } from '../store/reissues.ts';

/** Nobody mends more than so many by hand at a time. */
const mostNamed = 50;

/** How far the issuing anew is, and how to call for it again: for the IT officer at the command line. */
export function reissuesOf(platform: Platform): Reissues {
  return { standing: () => standing(platform), again: () => again(platform) };
}

async function standing(platform: Platform): Promise<{ lines: string[]; over: boolean }> {
  const all = await platform.credentials.recoveries();
  if (all.length === 0) return { lines: ['Chưa lần nào phải khôi phục khóa.'], over: true };
  const lines: string[] = [];
  for (const recovery of all) lines.push(...(await describe(platform, recovery)));
  const counts = await Promise.all(all.map(({ id }) => reissueCounts(platform.db, id)));
  return { lines, over: all.every(({ finishedAt }, i) => finishedAt && counts[i]?.undone === 0) };
}

async function describe({ credentials, db }: Platform, { id, unitId, unitName, since, at, papers, finishedAt }: Recovery): Promise<string[]> {
  const counts = await reissueCounts(db, id);
  const head = `${unitName}: khóa lộ từ ${formatDateTime(since)}, khôi phục lúc ${formatDateTime(at)}, ${inNumbers(papers)} giấy phải cấp lại`;
  const undone = (await undoneReissues(db, id, mostNamed)).map(({ code, said }) => `    ${code}: ${said}`);
  const isListed = finishedAt !== null || (await credentials.isListed({ id: unitId, name: unitName }));
  const end = finishedAt
    ? [`  Xong lúc ${formatDateTime(finishedAt)}.`]
    : [isListed ? '  Đang làm.' : '  Chờ danh sách khóa được ký ở máy giữ khóa tỉnh rồi mới cấp lại.'];
  return [head, `  ${inWords(counts)}`, ...end, ...(undone.length > 0 ? ['  Không làm được (sửa xong thì chạy recover --again):', ...undone] : [])];
}

function inWords({ papers, done, waiting, undone, left, told, untold }: ReissueCounts): string {
  const parts = [
    `${inNumbers(papers)} giấy có mã mới (${inNumbers(done)} hồ sơ)`,
    `còn chờ ${inNumbers(waiting)} hồ sơ`,
    `không làm được ${inNumbers(undone)}`,
    ...(left > 0 ? [`không cần nữa ${inNumbers(left)}`] : []),
    `đã báo ${inNumbers(told)} nơi`,
    ...(untold > 0 ? [`${inNumbers(untold)} hồ sơ không để lại số điện thoại hay thư`] : []),
  ];
  return `${parts.join('; ')}.`;
}

async function again({ credentials, db }: Platform): Promise<number> {
  const open = await credentials.recoveries();
  let called = 0;
  for (const { id, finishedAt } of open) {
    if (finishedAt && (await reissueCounts(db, id)).undone === 0) continue;
    await db.transaction(async () => {
      await waitAgain(db, id);
      await credentials.resumeRecovery(id);
    });
    called += 1;
  }
  return called;
}

function inNumbers(many: number): string {
  return many.toLocaleString('vi');
}
