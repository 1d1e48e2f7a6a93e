import type { Config } from '#config';
import { demoPassword } from '#kernel/identity/index.ts';

/** Says where the province can be found, and in the demo who may come in; once, when it is ready. */
export function announce(config: Config, url: string, tookMs: number): void {
  const lines = [
    '',
    `Một Cửa đang chạy tại ${url}   (sau ${(tookMs / 1000).toFixed(1)} s)`,
    `  Dịch vụ công   ${url}/dich-vu-cong`,
    `  Tra cứu        ${url}/tra-cuu`,
    `  Xác thực       ${url}/xac-thuc`,
    `  Cán bộ         ${url}/can-bo`,
    ...(config.demo ? demoLines(config, url) : []),
    `  Dữ liệu ở ${config.dataDir}. Dừng: Ctrl-C.`,
    '',
  ];
  console.log(lines.join('\n'));
}

function demoLines(config: Config, url: string): string[] {
  const department = config.profile === '2021' ? 'giaothong' : 'xaydung';
  return [
    `  Bản trình diễn, thời kỳ ${config.profile}. Tài khoản mẫu (mật khẩu chung: ${demoPassword}):`,
    '    sangmoc.motcua   cán bộ một cửa      sangmoc.hotich   tư pháp - hộ tịch',
    '    sangmoc.chutich  chủ tịch, ký        sangmoc.vanthu   văn thư, đóng dấu',
    `    ${department}.motcua, .chuyenvien, .giamdoc, .vanthu   một sở`,
    '    tinh.quantri     quản trị            tinh.kiemsoat    kiểm soát',
    '    congan.chot      chốt kiểm soát',
    `    Mã 6 số đang đúng của từng người, hoặc vào bằng một lần bấm: ${url}/can-bo/tai-khoan-mau`,
    ...(config.smtp ? [] : [`    Thư gửi người dân nằm ở hộp thư đi của bản mẫu: ${url}/quan-tri/hop-thu-di`]),
  ];
}
