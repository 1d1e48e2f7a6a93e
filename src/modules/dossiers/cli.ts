import { dueAt } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { filePasses } from './demo/file-passes.ts';
import { recountDays } from './figures/keep-days.ts';
import { checkFolder, type FileFaults, importRegisterFile, listProcedures, publishFolder, retireProcedure, simulateFolder } from './procedures/cli.ts';
import type { ProfileName } from './procedures/index.ts';

export { publishFolder } from './procedures/cli.ts';
export { reissuesOf } from './reissue/standing.ts';

type Tools = { folder: string; print(line: string): void };

/** `motcua procedures import|check|simulate|publish|list|retire`; answers the exit code. */
export async function proceduresCommand(platform: Platform, [verb, target]: string[], { folder, print }: Tools): Promise<number> {
  const { db, profile, now, calendar } = platform;
  const by = { name: 'bin/motcua', at: now() };
  const era = profile.id as ProfileName;
  const clock = { start: now(), dueAt: (at: Date, limit: Parameters<typeof dueAt>[1]) => dueAt(at, limit, calendar) };
  switch (verb) {
    case 'import':
      return target ? importFile(platform, target, print) : complain(print, 'Thiếu tệp: bin/motcua procedures import FILE.csv');
    case 'check':
      return report(await checkFolder(target ?? folder, ['2021', '2026']), print, 'Mọi gói đều đúng.');
    case 'simulate':
      for (const { code, walked } of await simulateFolder(target ?? folder, era, clock))
        for (const { story, fault } of walked) print(`${code}  ${story}: ${fault ?? 'xong'}`);
      return 0;
    case 'publish': {
      const { written, refused } = await publishFolder(db, target ?? folder, { profile: era, clock, by });
      print(`${written.length} bản, ${refused.length} bị từ chối`);
      return report(refused, print, 'Đã công bố.');
    }
    case 'list':
      for (const { code, version, status, name } of (await listProcedures(db)).packages) print(`${code}  v${version}  ${status}  ${name}`);
      return 0;
    case 'retire':
      return target && (await retireProcedure(db, target, by)) > 0 ? 0 : complain(print, `Không có thủ tục «${target ?? ''}» đang công bố.`);
    default:
      return complain(print, 'bin/motcua procedures import|check|simulate|publish|list|retire');
  }
}

/** `motcua demo passes [SỐ]`: in a demo only. */
export async function demoCommand(platform: Platform, [what, count = '30']: string[], { print }: Pick<Tools, 'print'>): Promise<number> {
  if (!platform.config.demo) return complain(print, 'Đây không phải tỉnh mẫu: không nộp hồ sơ mẫu vào dữ liệu thật.');
  if (what !== 'passes' || !/^[1-9]\d{0,4}$/.test(count)) return complain(print, 'bin/motcua demo passes SỐ   (1 đến 99999)');
  const filed = await filePasses(platform, Number(count));
  if (!filed) return complain(print, 'Chưa có thủ tục cấp giấy cho xe nào được công bố.');
  print(`Đã nộp ${filed.filed} hồ sơ mẫu: ${filed.procedure}. Xem ở /can-bo/giay-phep/bang.`);
  return 0;
}

/** `motcua figures recount`: the kept days of the board of permits, counted anew from what was written. */
export async function figuresCommand(platform: Platform, [verb]: string[], { print }: Pick<Tools, 'print'>): Promise<number> {
  if (verb !== 'recount') return complain(print, 'bin/motcua figures recount');
  await recountDays(platform);
  print('Đã đếm lại mọi ngày của bảng giấy phép.');
  return 0;
}

async function importFile({ db, now }: Platform, file: string, print: Tools['print']): Promise<number> {
  const started = performance.now();
  const { added, changed, faults } = await importRegisterFile(db, file, { name: 'bin/motcua', at: now() });
  for (const fault of faults.slice(0, 50)) print(`dòng ${fault.line}: ${fault.says}`);
  print(`${added} thủ tục mới, ${changed} thay đổi, ${faults.length} dòng lỗi, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return 0;
}

function report(files: readonly FileFaults[], print: Tools['print'], fine: string): number {
  for (const { file, profile, faults } of files) for (const { line, says } of faults) print(`${file}:${line}${profile ? ` (${profile})` : ''}: ${says}`);
  if (files.length === 0) print(fine);
  return files.length > 0 ? 1 : 0;
}

function complain(print: Tools['print'], words: string): number {
  print(words);
  return 2;
}
