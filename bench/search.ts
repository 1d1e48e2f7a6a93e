import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from '#kernel/db/index.ts';
import { type Figure, median, percentile } from './figures.ts';
import { load, requestBytes } from './load.ts';
import type { Base } from './province.ts';
import { root, type Server } from './server.ts';

const register = join(root, '../shared/data/procedures-national-2026-07.csv');
const searches = 600;

/** Loads the national register as the IT officer would, then searches in its titles as people type. */
export async function benchSearch(server: Server, base: Base, dataDir: string): Promise<Figure[]> {
  const real = existsSync(register);
  const file = real ? register : await madeUpRegister(dataDir);
  const from = performance.now();
  await promisify(execFile)(process.execPath, [join(root, '.build/cli.js'), 'procedures', 'import', file, '--data', dataDir], { timeout: 120_000 });
  const seconds = (performance.now() - from) / 1000;
  await base.owner.script('analyze dossiers.procedures');
  const titles = await base.owner.many<{ folded: string }>(sql`select folded from dossiers.procedures where status <> 'retired' order by md5(code)`);
  const typed = titles.slice(0, searches).map(({ folded }, i) => wordsFrom(folded, i));
  const { latencies } = await searchAll(server.port, typed);
  const source = real ? 'of the national register' : 'made up, because the register extract is not there';
  return [
    {
      name: 'import of the register',
      value: seconds,
      unit: 's',
      limit: 60,
      at: 'most',
      note: `bin/motcua procedures import; ${titles.length} titles, ${source}`,
    },
    {
      name: 'search page p50',
      value: median(latencies),
      unit: 'ms',
      at: 'most',
      note: `${searches} searches through HTTP, one after another, over ${titles.length} titles`,
    },
    { name: 'search page p99', value: percentile(latencies, 0.99), unit: 'ms', at: 'most', note: 'a fifth of them with a slip of the finger' },
  ];
}

async function searchAll(port: number, typed: readonly string[]): Promise<{ latencies: number[] }> {
  const sendings = typed.map((words) => ({ bytes: requestBytes('GET', `/dich-vu-cong?q=${encodeURIComponent(words)}`, port), expect: 200 }));
  const ask = (i: number) => sendings[i % sendings.length] ?? { bytes: Buffer.alloc(0), expect: 200 };
  await load(port, 1, 60, ask);
  const { latencies, failed } = await load(port, 1, sendings.length, ask);
  if (failed > 0) throw new Error(`${failed} searches failed`);
  return { latencies };
}

/** Two to four words in a row out of a title, without accents; every fifth time one of them lacks a letter. */
function wordsFrom(folded: string, i: number): string {
  const words = folded.split(' ').filter(Boolean);
  const start = (i * 7) % Math.max(1, words.length - 3);
  const chosen = words.slice(start, start + 2 + (i % 3));
  if (i % 5 === 0) chosen[0] = `${chosen[0]?.slice(0, 2)}${chosen[0]?.slice(3)}`;
  return chosen.join(' ');
}

const acts = ['Cấp', 'Cấp lại', 'Đăng ký', 'Gia hạn', 'Điều chỉnh', 'Thu hồi', 'Xác nhận', 'Công nhận', 'Phê duyệt', 'Thẩm định'];
const things = [
  'giấy phép',
  'chứng chỉ hành nghề',
  'giấy chứng nhận đủ điều kiện',
  'phù hiệu',
  'thẻ',
  'quyết định',
  'danh hiệu',
  'hồ sơ',
  'phương án',
  'hợp đồng',
];
const subjects = [
  'xây dựng nhà ở',
  'kinh doanh vận tải',
  'khám bệnh, chữa bệnh',
  'khai thác khoáng sản',
  'hộ tịch',
  'nuôi trồng thủy sản',
  'đất đai',
  'người có công',
];

/** As many titles as the register has, of words that occur in it. */
async function madeUpRegister(dataDir: string): Promise<string> {
  const line = (i: number) => {
    const [act, thing, subject] = [acts[i % 10], things[Math.floor(i / 10) % 10], subjects[Math.floor(i / 100) % 8]];
    return `9.${String(i).padStart(6, '0')},"${act} ${thing} ${subject} loại ${Math.floor(i / 800) + 1}","${subject}"`;
  };
  const file = join(dataDir, 'register.csv');
  await writeFile(file, ['code,name,field', ...Array.from({ length: 5000 }, (_, i) => line(i))].join('\n'));
  return file;
}
