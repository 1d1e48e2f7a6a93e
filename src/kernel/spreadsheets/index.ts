import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Answer, Problem, Sheet } from './cell.ts';
import { mostSheetBytes } from './limits.ts';

export type { Cell, Sheet } from './cell.ts';
export { columnName } from './read-xlsx.ts';
export { type OutCell, type OutSheet, writeCsv, writeXlsx } from './write.ts';
export { type ZipPart, zipped, zipStream } from './zip.ts';

export { mostSheetBytes };

/** Reads spreadsheets from outside (bảng tính): XLSX and CSV of every kind; what cannot be read is a sentence that says what to do. */
export type Spreadsheets = { read(bytes: Uint8Array): Promise<{ sheets: Sheet[] } | { refusal: string }> };

/** Seconds and megabytes for one file; an honest one of a thousand rows needs a fifth of a second and 60 MB. */
const patience = 10_000;
const memory = 320;
const atOnce = 2;
const mostWaiting = 20;

/** Opens the room; a process reads each file and ends, so that an idle province keeps nothing of it. */
export function openSpreadsheets({ rootDir }: { rootDir: string }): Spreadsheets {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(): Promise<boolean> {
    if (running < atOnce) running++;
    else if (waiting.length >= mostWaiting) return false;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return true;
  }

  function pass(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }

  return {
    async read(bytes) {
      if (bytes.length === 0) return { refusal: sentences.empty('') };
      if (bytes.length > mostSheetBytes) return { refusal: sentences['too-large']('') };
      if (!(await turn())) return { refusal: sentences.busy('') };
      try {
        const answer = await readApart(rootDir, bytes);
        return 'sheets' in answer ? answer : { refusal: sentences[answer.problem](answer.detail ?? '') };
      } finally {
        pass();
      }
    },
  };
}

function readApart(rootDir: string, bytes: Uint8Array): Promise<Answer> {
  const child = fork(join(rootDir, 'src/kernel/spreadsheets/read.process.ts'), [], {
    serialization: 'advanced',
    env: {},
    execArgv: ['--no-warnings', `--max-old-space-size=${memory}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise<Answer>((resolve) => {
    setTimeout(() => resolve({ problem: 'too-heavy' }), patience).unref();
    child.on('message', (answer: Answer) => resolve(answer));
    // Ended without an answer: it was too much for the memory it may have.
    child.on('exit', () => resolve({ problem: 'too-heavy' }));
    child.on('error', () => resolve({ problem: 'broken' }));
    child.send({ bytes });
  }).finally(() => child.kill('SIGKILL'));
}

const again = 'Mở tệp bằng Excel, chọn «Lưu thành» (Save As), kiểu «Excel Workbook (.xlsx)», rồi gửi tệp mới.';

const sentences: Record<Problem, (detail: string) => string> = {
  empty: () => 'Tệp này trống. Hãy chọn lại.',
  'too-large': () => `Bảng lớn hơn ${mostSheetBytes / 1024 / 1024} MB. Hãy bỏ hình ảnh và các trang tính thừa, hoặc chép các dòng cần gửi sang tệp mẫu.`,
  'too-heavy': () => 'Bảng này mở ra quá lớn, máy không đọc hết được. Hãy chép riêng các dòng cần gửi sang tệp mẫu rồi gửi lại.',
  'old-excel': () => `Đây là tệp Excel kiểu cũ (.xls). ${again}`,
  password: () => 'Bảng này có mật khẩu nên không mở được. Trong Excel vào Tệp, Thông tin, Bảo vệ sổ làm việc, xóa mật khẩu, lưu rồi gửi lại.',
  'open-document': () => 'Đây là tệp của LibreOffice (.ods). Hãy chọn «Lưu thành», kiểu Excel (.xlsx) hoặc CSV, rồi gửi tệp mới.',
  'binary-excel': () => `Đây là tệp Excel nhị phân (.xlsb). ${again}`,
  'web-page': () => `Tệp này là trang web mang tên Excel, không phải bảng tính. ${again}`,
  'not-a-sheet': () => 'Tệp này không phải bảng tính. Hãy gửi tệp Excel (.xlsx) hoặc CSV; tốt nhất là điền vào tệp mẫu.',
  broken: () => `Tệp này bị hỏng hoặc tải về chưa đủ, không đọc được. ${again}`,
  'unsaved-formula': (cell) =>
    `Ô ${cell} có công thức hoặc giá trị chưa đọc được. Trong Excel, chép cả bảng rồi dán lại kiểu «Giá trị» (Paste Values), lưu và gửi lại.`,
  'open-quote': (line) => `Tệp CSV có dấu ngoặc kép mở mà không đóng${line ? `, quãng dòng ${line}` : ''}. Hãy xóa dấu ngoặc kép lẻ rồi gửi lại.`,
  busy: () => 'Máy đang đọc nhiều bảng cùng lúc. Hãy đợi một phút rồi gửi lại; phần đã khai vẫn còn.',
};
