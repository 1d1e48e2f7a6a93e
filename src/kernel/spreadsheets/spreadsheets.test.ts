import { deflateRawSync } from 'node:zlib';
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, test } from 'vitest';
import { mostSheetBytes, openSpreadsheets, writeCsv, writeXlsx, zipped } from './index.ts';
import { unzip } from './unzip.ts';
import { zipOf } from './zip.ts';

const { read } = openSpreadsheets({ rootDir: join(import.meta.dirname, '../../..') });
const rowsOf = async (bytes: Uint8Array) => {
  const answer = await read(bytes);
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer.sheets[0]?.rows;
};
const refusalOf = async (bytes: Uint8Array) => {
  const answer = await read(bytes);
  return 'refusal' in answer ? answer.refusal : `read: ${JSON.stringify(answer.sheets).slice(0, 200)}`;
};

/** A workbook with this inside its only sheet. */
async function workbook(sheetData: string, more: Record<string, string> = {}): Promise<Buffer> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Xe" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  };
  return zipOf(Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
}

describe('a workbook', () => {
  test('gives text, numbers as written, days and ticks, row by row as Excel counts them', async () => {
    const bytes = await writeXlsxFile([
      ['Biển số', 'Điện thoại', 'Ngày', 'Đúng'],
      [],
      [
        '20C-123.45',
        { type: Number, value: 912345678 },
        { type: Date, value: new Date(Date.UTC(2021, 7, 1)), format: 'dd/mm/yyyy' },
        { type: Boolean, value: true },
      ],
    ]).toBuffer();
    expect(await rowsOf(bytes)).toEqual([
      ['Biển số', 'Điện thoại', 'Ngày', 'Đúng'],
      [null, null, null, null],
      ['20C-123.45', { number: '912345678' }, { day: '2021-08-01' }, true],
    ]);
  });

  test('gives what a formula was worth when the file was saved, nothing where it was worth nothing, and names a cell that cannot be read', async () => {
    const saved = await workbook('<row r="1"><c r="A1" t="str"><f>CONCATENATE("20C","1")</f><v>20C1</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>');
    expect(await rowsOf(saved)).toEqual([['20C1', { number: '2' }]]);
    const never = await workbook('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>A1&amp;"y"</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>');
    expect(await rowsOf(never)).toEqual([[{ number: '1' }]]);
    const lost = await workbook('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>99</v></c></row>');
    expect(await refusalOf(lost)).toMatch(/Ô B1 có công thức/);
  });

  test('a zip bomb, an archive that lies, and a cell a billion rows away end in a sentence, soon', async () => {
    const bomb = await workbook('', {});
    const huge = deflateRawSync(Buffer.alloc(400 * 1024 * 1024, ' '));
    expect(huge.length).toBeLessThan(mostSheetBytes);
    const from = performance.now();
    const packed = deflated(bomb, 'xl/worksheets/sheet1.xml', huge);
    expect(() => unzip(packed)).toThrow('too-heavy');
    expect(await refusalOf(packed)).toMatch(/quá lớn/);
    const far = await workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
    const answer = await read(far);
    expect(answer).toMatchObject({ sheets: [{ cut: true }] });
    const wide = await workbook('<row r="1"><c r="A1"><v>7</v></c><c r="XFD1"><v>1</v></c></row>');
    expect(await rowsOf(wide)).toEqual([[{ number: '7' }]]);
    const empty = await workbook(`<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576" ht="15"/>`);
    expect(await read(empty)).toMatchObject({ sheets: [{ rows: [[{ number: '7' }]], cut: false }] });
    expect(performance.now() - from).toBeLessThan(20_000);
  });

  test('many millions of rows without a number cost the reader its memory, and nobody else anything', async () => {
    const rows = deflateRawSync(
      Buffer.from(
        `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${'<row/>'.repeat(5_000_000)}</sheetData></worksheet>`,
      ),
    );
    expect(rows.length).toBeLessThan(mostSheetBytes);
    const from = performance.now();
    const answer = await read(deflated(await workbook(''), 'xl/worksheets/sheet1.xml', rows));
    expect(answer).toEqual({ refusal: expect.stringContaining('quá lớn') });
    expect(performance.now() - from).toBeLessThan(12_000);
  });

  test('macros and pictures are not unpacked', async () => {
    const bytes = await workbook('<row r="1"><c r="A1"><v>1</v></c></row>', { 'xl/vbaProject.bin': 'MZ', 'xl/media/image1.png': 'x' });
    expect([...unzip(bytes).parts.keys()].filter((name) => !/xml|rels/.test(name))).toEqual([]);
    expect(await rowsOf(bytes)).toEqual([[{ number: '1' }]]);
  });
});

/** An archive in which one part is replaced by packed bytes, whatever their size. */
function deflated(archive: Buffer, name: string, packed: Buffer): Buffer {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const directory = archive.readUInt32LE(end + 16);
  let at = directory;
  while (archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28)) !== name) at += 46 + archive.readUInt16LE(at + 28);
  const heading = Buffer.alloc(30);
  heading.writeUInt32LE(0x04034b50, 0);
  heading.writeUInt16LE(8, 8);
  const copy = Buffer.from(archive);
  copy.writeUInt16LE(8, at + 10);
  copy.writeUInt32LE(packed.length, at + 20);
  copy.writeUInt32LE(directory, at + 42);
  const shift = heading.length + packed.length;
  copy.writeUInt32LE(directory + shift, end + 16);
  return Buffer.concat([copy.subarray(0, directory), heading, packed, copy.subarray(directory)]);
}

describe('a text file', () => {
  const written = 'Biển số;Họ tên\r\n20C-123.45;Nông Thị Mẫu\r\n';
  const expected = [
    ['Biển số', 'Họ tên'],
    ['20C-123.45', 'Nông Thị Mẫu'],
  ];
  const forms: [string, Buffer][] = [
    ['UTF-8', Buffer.from(written)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${written}`)],
    ['UTF-16 as Excel saves «Unicode text»', Buffer.from(`\ufeff${written.replaceAll(';', '\t')}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${written}`, 'utf16le').swap16()],
    ['commas', Buffer.from(written.replaceAll(';', ','))],
    ['a first line that names the delimiter', Buffer.from(`sep=;\r\n${written}`)],
    ['letters without their accents composed', Buffer.from(written.normalize('NFD'))],
  ];
  test.each(forms)('%s', async (_, bytes) => {
    expect(await rowsOf(bytes)).toEqual(expected);
  });

  test('the old Vietnamese code page', async () => {
    // «Lái xe, Tải» with tone marks behind their vowels: 0xEC is the acute, 0xD2 the hook above.
    const bytes = Buffer.from([0x4c, 0x61, 0xec, 0x69, 0x20, 0x78, 0x65, 0x2c, 0x54, 0x61, 0xd2, 0x69, 0x0a]);
    expect(await rowsOf(bytes)).toEqual([['Lái xe', 'Tải']]);
  });

  test('empty lines keep their number, long files are cut', async () => {
    expect(await rowsOf(Buffer.from('a,b\n\n1,2\n'))).toEqual([['a', 'b'], [null], ['1', '2']]);
    expect(await read(Buffer.from('x\n'.repeat(6000)))).toMatchObject({ sheets: [{ cut: true }] });
  });
});

describe('what is no spreadsheet of ours', () => {
  const refused: [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(), /trống/],
    ['too much', new Uint8Array(mostSheetBytes + 1), /lớn hơn 2 MB/],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1200, '0'), 'hex'), /kiểu cũ/],
    ['a workbook with a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), /mật khẩu/],
    ['a PDF', Buffer.from('%PDF-1.7 …'), /không phải bảng tính/],
    ['a web page called .xls', Buffer.from('<html><table><tr><td>1'), /trang web/],
    ['half an archive', Buffer.from('PK\x03\x04 and then nothing'), /hỏng/],
    ['a quote that never ends', Buffer.from(`a,b\n"${'x'.repeat(200_000)}`), /ngoặc kép/],
    ['a program', Buffer.from('MZ\x90\0\0\0'), /không phải bảng tính/],
  ];
  test.each(refused)('%s', async (_, bytes, says) => {
    expect(await refusalOf(bytes)).toMatch(says);
  });
});

describe('what we write', () => {
  const rows = [
    [
      { text: 'Biển số', look: 'head' as const },
      { text: 'Điện thoại', look: 'head' as const },
    ],
    [
      { text: 'Ví dụ', look: 'help' as const },
      { text: '0912', look: 'help' as const },
    ],
    ['20C', '0912345678'],
  ];

  test('is read again as it was, and its columns are text to the last row', async () => {
    const bytes = Buffer.from(await writeXlsx([{ name: 'Xe', widths: [20, 20], rows, sticky: 1 }]));
    expect(await rowsOf(bytes)).toEqual([
      ['Biển số', 'Điện thoại'],
      ['Ví dụ', '0912'],
      ['20C', '0912345678'],
    ]);
    const { parts } = unzip(bytes);
    const [, style] = /<col [^>]*style="(\d+)"/.exec(String(parts.get('xl/worksheets/sheet1.xml'))) ?? [];
    const styles = String(parts.get('xl/styles.xml'));
    const [, format] = /numFmtId="(\d+)"/.exec(styles.match(/<cellXfs.*<\/cellXfs>/)?.[0].match(/<xf [^>]*>/g)?.[Number(style)] ?? '') ?? [];
    expect(styles).toContain(`numFmtId="${format}" formatCode="@"`);
  });

  test('as text, nothing in it is computed by Excel, and we read it as it was', async () => {
    const csv = writeCsv([['=1+1', '-x', 'a "b", c']]);
    expect(csv).toBe(`\ufeff'=1+1,'-x,"a ""b"", c"\r\n`);
    expect(await rowsOf(Buffer.from(csv))).toEqual([['=1+1', '-x', 'a "b", c']]);
    expect(writeCsv([['\t=1+1']])).toBe(`\ufeff"'\t=1+1"\r\n`);
  });

  test('an archive is one that others open', async () => {
    const parts = [
      { name: 'giấy/20C-123.45.pdf', bytes: Buffer.from('một') },
      { name: '2.txt', bytes: Buffer.from('hai') },
    ];
    const pieces: Uint8Array[] = [];
    for await (const piece of zipped(parts)) pieces.push(piece);
    const { spawnSync } = await import('node:child_process');
    const { stdout } = spawnSync(
      'python3',
      ['-c', 'import sys,io,zipfile;z=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()));print(z.testzip(),[(n,z.read(n).decode()) for n in z.namelist()])'],
      {
        input: Buffer.concat(pieces),
        encoding: 'utf8',
      },
    );
    expect(stdout.trim()).toBe("None [('giấy/20C-123.45.pdf', 'một'), ('2.txt', 'hai')]");
  });
});
