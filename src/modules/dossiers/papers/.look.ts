import { writeFile } from 'node:fs/promises';
import { openPrinting } from '#kernel/printing/index.ts';
import { printRegister, printResult, printSlip } from './index.ts';
import { sampleDecision, sampleExtract, samplePass, sampleRegister, sampleSlip } from './samples.ts';
const p = openPrinting({ rootDir: '/work/main' });
const out = (n: string, b: Uint8Array) => writeFile(`/tmp/papers/${n}.pdf`, b);
const only = process.argv[2] ?? '';
for (const [n, t, d] of [
  ['birth', 'birth-extract-copy', sampleExtract],
  ['empty', 'birth-extract-copy', { ...sampleExtract, fields: { name: 'VÀNG A' } }],
  ['decision', 'marital-status-certificate', sampleDecision],
  [
    'long',
    'x',
    {
      ...sampleDecision,
      body: Array(14).fill(
        'Căn cứ quy định hiện hành và kết quả thẩm tra hồ sơ, cơ quan giải quyết thống nhất nội dung nêu trên, đề nghị các đơn vị có liên quan phối hợp thực hiện đúng thời hạn, đúng thẩm quyền và trách nhiệm được giao.',
      ),
    },
  ],
  ['pass', 'vehicle-pass', samplePass],
  ['permit', 'vehicle-badge', samplePass],
] as const) {
  if (!n.startsWith(only)) continue;
  for (const layer of ['base', 'person', 'organisation'] as const) await out(`${n}-${layer}`, await printResult(p, t, { ...d, layer } as never));
}
for (const [k, t, f] of [
  ['receipt', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', '01'],
  ['supplement', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', '02'],
  ['refusal', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ', '03'],
  ['apology', 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết', '04'],
  ['stop', 'Thông báo dừng giải quyết hồ sơ', '05'],
  ['control', 'Phiếu kiểm soát quá trình giải quyết hồ sơ', '06'],
] as const)
  if (k.startsWith(only)) await out(k, await printSlip(p, sampleSlip(k, t, f)));
if (!only || only === 'register') {
  const t0 = Date.now();
  await out('register', await printRegister(p, sampleRegister(1000)));
  console.log('register', Date.now() - t0);
}
await p.close();
