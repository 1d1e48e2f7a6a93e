import { writeCsv } from '#kernel/spreadsheets/index.ts';
import { stepNames } from '../board/board.page.tsx';
import type { Figures } from './figures.tsx';

/** The figures as a file for a spreadsheet. */
export function figuresAsCsv(figures: Figures, things: number): Response {
  const { procedure, span } = figures;
  return new Response(writeCsv(linesOf(figures, things).map((line) => line.map(String))), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bang-${procedure.code}-${span.first}-${span.last}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}

function linesOf(figures: Figures, things: number): (string | number)[][] {
  const { procedure, span, sentence, issued, held, answered, waiting, steps, pairs, onBehalf, reasons, checks, provinceOf } = figures;
  return [
    ['Mục', 'Chi tiết', 'Số'],
    ['Thủ tục', procedure.name, procedure.code],
    ['Khoảng', `${span.first} đến ${span.last}`, ''],
    ['Tóm tắt', sentence, ''],
    ['Đã cấp', 'giấy', issued],
    ['Đã cấp', 'xe hoặc phương tiện khác nhau', things],
    ['Đã cấp', 'đang bị đình chỉ', held.suspended],
    ['Đã cấp', 'đã thu hồi', held.revoked],
    ['Đã trả lời', 'hồ sơ', answered.total],
    ['Đã trả lời', 'đúng hạn', answered.inTime],
    ['Đã trả lời', 'trễ hẹn', answered.total - answered.inTime],
    ['Đã trả lời', 'máy cấp theo quy tắc', answered.byRule],
    ['Đã trả lời', 'người cấp', answered.byHand],
    ['Đã trả lời', 'từ chối', answered.refused],
    ['Đã trả lời', 'dừng giải quyết', answered.stopped],
    ['Thời gian trả lời (phút)', 'một nửa số hồ sơ', answered.median ?? ''],
    ['Thời gian trả lời (phút)', '95 trong 100 hồ sơ', answered.slowest ?? ''],
    ...waiting.map(({ step, count }) => ['Đang chờ', stepNames[step], count]),
    ...waiting.map(({ step, late }) => ['Đang chờ, quá hạn', stepNames[step], late]),
    ...steps.map(({ at, value }) => [span.step === 'hour' ? 'Cấp theo giờ' : 'Cấp theo ngày', at, value]),
    ...pairs.map(({ origin, destination, count }) => ['Hành trình', `${provinceOf(origin)} → ${provinceOf(destination)}`, count]),
    ...onBehalf.map(({ key, count }) => ['Cấp hộ', provinceOf(key), count]),
    ...reasons.map(({ key, count }) => ['Lý do từ chối', key, count]),
    ...checks.flatMap(({ title, failed, doubted }) => [
      ['Máy thấy không đạt', title, failed],
      ['Máy thấy cần xem', title, doubted],
    ]),
  ];
}
