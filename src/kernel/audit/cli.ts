import type { Audit, Fault } from './index.ts';

/** `bin/motcua audit verify` and `bin/motcua audit anchor`; answers the exit code. */
export async function auditCommand(args: readonly string[], tools: { audit: Audit; print(line: string): void }): Promise<number> {
  if (args[0] === 'verify') return verify(tools);
  if (args[0] === 'anchor') return anchor(tools);
  tools.print('Cách dùng: bin/motcua audit verify | anchor');
  return 2;
}

async function verify({ audit, print }: { audit: Audit; print(line: string): void }): Promise<number> {
  const { records, anchors, faults } = await audit.verify();
  for (const fault of faults) print(words(fault));
  const seen = `${records} dòng nhật ký, ${anchors} mốc neo`;
  print(faults.length === 0 ? `Nhật ký nguyên vẹn: ${seen}.` : `Nhật ký đã bị động vào: ${faults.length} chỗ (${seen}).`);
  return faults.length === 0 ? 0 : 1;
}

async function anchor({ audit, print }: { audit: Audit; print(line: string): void }): Promise<number> {
  await audit.seal();
  print((await audit.anchor()) ? 'Đã ghi một mốc neo mới.' : 'Mốc neo cuối vẫn đúng, không cần ghi thêm.');
  return 0;
}

function words(fault: Fault): string {
  switch (fault.kind) {
    case 'changed':
      return `Vị trí ${fault.position}: dòng ${fault.auditId} đã bị sửa.`;
    case 'missing':
      return `Vị trí ${fault.position}: dòng ${fault.auditId} đã bị xoá.`;
    case 'reordered':
      return `Vị trí ${fault.position}: không nối tiếp vị trí trước (bị đổi chỗ, hoặc dòng trước bị thay).`;
    case 'gap':
      return `Vị trí ${fault.position}: mắt xích bị mất.`;
    case 'inserted':
      return `Dòng ${fault.auditId} bị chèn vào sau khi đã khoá sổ.`;
    case 'truncated':
      return `Vị trí ${fault.position}: đã có lúc ${fault.anchoredAt}, nay không còn (bị cắt đuôi).`;
    case 'rewritten':
      return `Vị trí ${fault.position}: khác với mốc neo lúc ${fault.anchoredAt} (chuỗi bị viết lại).`;
    case 'anchor-broken':
      return `Tệp mốc neo, dòng ${fault.line}: chữ ký sai.`;
  }
}
