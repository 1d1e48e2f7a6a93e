import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { openPrinting, type Printing } from '#kernel/printing/index.ts';
import { openSigning } from '#kernel/signing/index.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { printRegister, printResult, printSlip, type ResultPaper } from './index.ts';
import { sampleDecision, sampleExtract, sampleLink, samplePass, sampleRegister, sampleSlip } from './samples.ts';

const rootDir = join(import.meta.dirname, '../../../..');
const sentence =
  'Căn cứ quy định hiện hành và kết quả thẩm tra hồ sơ, cơ quan giải quyết thống nhất nội dung nêu trên và giao các bên thực hiện đúng thời hạn.';
const longDecision: ResultPaper = { ...sampleDecision, body: Array.from({ length: 30 }, (_, i) => `${i + 1}) ${sentence}`) };
const layers = ['base', 'person', 'organisation'] as const;

let folder: string;
let printing: Printing;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-papers-'));
  printing = openPrinting({ rootDir });
});
afterAll(async () => {
  await printing.close();
  await rm(folder, { recursive: true });
});

describe.each(['2021', '2026'])('the slips of %s', (era) => {
  test('carry the number and name of their era on A5, and nothing that another slip says', async () => {
    const { slips } = await rulesOf(era);
    expect(slips.length).toBe(era === '2021' ? 5 : 6);
    for (const { kind, number, name } of slips) {
      const pdf = await printSlip(printing, sampleSlip(kind, name, number));
      const words = await wordsOf(pdf);
      expect(words.replace(/\s+/g, ' ')).toContain(name.toLocaleUpperCase('vi'));
      expect(words).toContain(`Mẫu số ${number}`);
      expect(words).toContain('H55.86.25-261123-0007');
      expect(words.includes('xin lỗi ông (bà)')).toBe(kind === 'apology');
      expect(words.includes('thông báo dừng')).toBe(kind === 'stop');
      expect(await infoOf(pdf)).toMatch(/Pages: +1\n[\s\S]*Page size: +419\.\d+ x 595\.\d+ pts/);
    }
  });
});

describe('a slip', () => {
  test('leads to the dossier by a QR that a decoder of others reads', async () => {
    const pdf = await printSlip(printing, sampleSlip('receipt', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', '01'));
    expect(await qrOf(pdf)).toBe('https://motcua.thainguyen.gov.vn/tra-cuu?ma=H55.86.25-261123-0007');
  });

  test('prints its numbered lines as lines, not as a list that loses its colon', async () => {
    const words = await wordsOf(await printSlip(printing, sampleSlip('receipt', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', '01')));
    expect(words).toContain('4. Thời gian nhận hồ sơ: 9 giờ 12 phút, ngày 23/11/2026');
    expect(words).toContain('5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 23/11/2026');
  });

  test('goes on over a second sheet when forty papers were handed in', async () => {
    const slip = {
      ...sampleSlip('receipt', 'Giấy tiếp nhận', '01'),
      papers: Array.from({ length: 40 }, (_, i) => ({ name: `Giấy tờ thứ ${i + 1}`, copy: 'bản giấy', count: 1 })),
    };
    const words = await wordsOf(await printSlip(printing, slip));
    expect(words).toContain('Giấy tờ thứ 40');
    expect(words.match(/Tên giấy tờ/g)?.length).toBeGreaterThan(1);
    expect(words).toContain('NGƯỜI NỘP HỒ SƠ');
  });

  test('stands without what may be missing, null in an old record included', async () => {
    const bare = {
      ...sampleSlip('receipt', 'Giấy tiếp nhận', '01'),
      applicant: { name: 'Vàng A', address: null, phone: null, email: null },
      papers: [],
      feeWords: null,
      book: null,
    };
    const words = await wordsOf(await printSlip(printing, bare));
    expect(words).toContain('không có giấy tờ kèm theo');
    expect(words).not.toMatch(/Điện thoại|Địa chỉ|Phí, lệ phí|Quyển số|null|none/);
  });

  test('that lacks what it must say is refused before it is printed', () => {
    expect(() => printSlip(printing, { kind: 'receipt', title: '' })).toThrow(z.ZodError);
  });
});

describe('a result', () => {
  test.each([
    ['birth-extract-copy', sampleExtract],
    ['marital-status-certificate', sampleDecision],
    ['vehicle-pass', samplePass],
    ['vehicle-badge', samplePass],
    ['tourist-badge', samplePass],
    ['cross-border-permit', samplePass],
    ['vessel-registration', samplePass],
    ['machine-registration', samplePass],
  ] as const)('%s has three layers of one page each: text, signature, and number, date, seal and QR', async (template, data) => {
    const [base, person, organisation] = await Promise.all(layers.map((layer) => printResult(printing, template, { ...data, layer })));
    for (const pdf of [base, person, organisation]) expect(await infoOf(pdf!)).toMatch(/Pages: +1\n[\s\S]*Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/);
    const [text, signature, seal] = [await wordsOf(base!), await wordsOf(person!), await wordsOf(organisation!)];
    expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(text).not.toContain(data.number);
    expect(signature).toContain('Thời gian ký: 23/11/2026 09:12:33 +07:00');
    expect(signature).toContain('Chữ ký thử nghiệm');
    expect(signature).not.toContain('CỘNG HÒA');
    expect(seal).toContain(`Số: ${data.number}`);
    expect(seal).toContain('ngày 23 tháng 11 năm 2026');
    expect(seal).toContain('7K2M-9QXD');
    expect(await qrOf(organisation!)).toBe(sampleLink);
  });

  test('takes the words of a citizen as words, never as commands to the printer', async () => {
    const name = '#panic("x") *đậm* $x$ @ghi <dấu> // chú /* thích */ \\ ` [a] = b';
    const words = await wordsOf(await printResult(printing, 'birth-extract-copy', { ...sampleExtract, fields: { name, note: '#import "/package.json"' } }));
    expect(words.replace(/\s+/g, ' ')).toContain(name);
    expect(words).toContain('#import "/package.json"');
  });

  test('marks with a dash what the register leaves empty', async () => {
    const words = await wordsOf(await printResult(printing, 'birth-extract-copy', { ...sampleExtract, fields: { name: 'VÀNG A' } }));
    expect(words).toMatch(/Nơi sinh: +—/);
    expect(words).toMatch(/Họ, chữ đệm, tên người cha: +—/);
    expect(words).not.toContain('Ghi bằng chữ');
  });

  test.each([
    [
      'death-extract-copy',
      { name: 'NÔNG VĂN MẪU', diedAt: '06 giờ 30 phút ngày 02/3/2026', deathPlace: 'tại nhà' },
      'Đã chết vào lúc: 06 giờ 30 phút ngày 02/3/2026',
    ],
    ['marriage-extract-copy', { wife: { name: 'NÔNG THỊ MẪU', idPaper: 'CCCD 019198000456' }, husband: 'MA VĂN MẪU' }, 'Giấy tờ tùy thân: CCCD 019198000456'],
  ])('%s has the lines of its own register', async (template, fields, line) => {
    expect((await wordsOf(await printResult(printing, template, { ...sampleExtract, fields }))).replace(/ +/g, ' ')).toContain(line);
  });

  test('says that it is a sample only in the demo', async () => {
    const mark = 'BẢN MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ';
    expect(await wordsOf(await printResult(printing, 'x', sampleDecision))).toContain(mark);
    expect(await wordsOf(await printResult(printing, 'x', { ...sampleDecision, demo: false }))).not.toContain(mark);
  });

  test('is PDF/A-2b, tagged, in Vietnamese, with its own fonts inside, and the same to the last byte when printed again', async () => {
    const pdf = await printResult(printing, 'vehicle-pass', samplePass);
    expect(await infoOf(pdf)).toMatch(/Tagged: +yes/);
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).toMatch(/pdfaid:part>2</);
    expect(raw).toMatch(/\/Lang\s*\(vi/);
    const fonts = run('pdffonts', [await kept(pdf)])
      .split('\n')
      .slice(2)
      .filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/\+(Tinos|BeVietnamPro).* yes +yes +yes/);
    expect(Buffer.from(await printResult(printing, 'vehicle-pass', samplePass)).equals(Buffer.from(pdf))).toBe(true);
  });

  test('of several pages bears number and date on the first, signature, seal and QR on the last, page numbers from the second', async () => {
    const [base, person, organisation] = await Promise.all(layers.map((layer) => printResult(printing, 'x', { ...longDecision, layer })));
    const pages = Number(/Pages: +(\d+)/.exec(await infoOf(base!))?.[1]);
    expect(pages).toBeGreaterThan(1);
    expect(await infoOf(organisation!)).toContain(`Pages:           ${pages}`);
    const database = await testDatabase();
    const at = new Date(sampleExtract.printedAt);
    const signing = openSigning(database.db, { secretKey: 'một khóa bí mật chỉ dùng trong kiểm thử' }, () => at);
    const byPerson = await signing.signAsPerson(
      base!,
      { accountId: 'a', name: 'Nguyễn Thị Hằng (mẫu)', title: 'Phó Chủ tịch', organisation: 'UBND' },
      person!,
      at,
    );
    const sealed = await signing.sealAsOrganisation(byPerson, { id: 'u', name: 'UBND' }, organisation!, at);
    expect((await signing.verifyPdf(sealed)).signatures.map(({ intact }) => intact)).toEqual([true, true]);
    await database.drop();
    const numberPlace = { left: 250, top: 200, width: 350, height: 120 };
    expect(await inkIn(base!, 1, numberPlace)).toBe(await inkIn(byPerson, 1, numberPlace));
    expect(await inkIn(sealed, 1, numberPlace)).toBeGreaterThan(await inkIn(byPerson, 1, numberPlace));
    expect(await inkIn(sealed, 2, numberPlace)).toBe(await inkIn(base!, 2, numberPlace));
    expect(await qrOf(sealed, pages)).toBe(sampleLink);
    expect((await wordsOf(base!)).split('\f')[1]?.trim()).toMatch(/^2\n/);
  });
});

test('the register of a thousand dossiers repeats its head on every page and loses no line', async () => {
  const { register } = await rulesOf('2026');
  const words = await wordsOf(await printRegister(printing, { ...sampleRegister(1000), title: register.name, form: register.number }));
  const pages = words.split('\f').slice(0, -1);
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) expect(page).toContain('Mã hồ sơ');
  expect(new Set(words.match(/261123-\d{4}/g)).size).toBe(1000);
  expect(words).toContain('Cộng: 1000 hồ sơ.');
  expect(words).toContain('Mẫu số 07');
});

const rules = z.object({
  slips: z.array(z.object({ kind: z.enum(['receipt', 'supplement', 'refusal', 'apology', 'stop', 'control']), number: z.string(), name: z.string() })),
  register: z.object({ number: z.string(), name: z.string() }),
});

async function rulesOf(era: string) {
  return rules.parse(parse(await readFile(join(rootDir, 'data/profiles', era, 'rules.yaml'), 'utf8')));
}

let files = 0;
async function kept(pdf: Uint8Array): Promise<string> {
  const file = join(folder, `${files++}.pdf`);
  await writeFile(file, pdf);
  return file;
}

function run(program: string, args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

async function wordsOf(pdf: Uint8Array): Promise<string> {
  return run('pdftotext', ['-layout', await kept(pdf), '-']);
}

async function infoOf(pdf: Uint8Array): Promise<string> {
  return run('pdfinfo', [await kept(pdf)]);
}

async function drawn(pdf: Uint8Array, page: number): Promise<string> {
  const file = await kept(pdf);
  run('pdftoppm', ['-r', '150', '-png', '-f', String(page), '-l', String(page), '-singlefile', file, file]);
  return `${file}.png`;
}

async function qrOf(pdf: Uint8Array, page = 1): Promise<string> {
  return run('zbarimg', ['--quiet', '--raw', await drawn(pdf, page)]).trim();
}

/** How many dark points lie in a part of the page. */
async function inkIn(pdf: Uint8Array, page: number, place: { left: number; top: number; width: number; height: number }): Promise<number> {
  const points = await sharp(await drawn(pdf, page))
    .extract(place)
    .greyscale()
    .raw()
    .toBuffer();
  return points.filter((point) => point < 128).length;
}
