import sharp from 'sharp';
import { addDays, formatDay, localDate } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { newId } from '../ids.ts';
import { checkForm, papersFor, type ProcedureVersion, publishedProcedure, sampleOf, type Typed } from '../procedures/index.ts';
import { proceduresWithThings } from '../store/figures.ts';
import { makeFiling, receivingUnits } from '../submit/filing.ts';
import { submit } from '../submit/submit.ts';

const goods = ['Chè khô', 'Rau quả tươi', 'Thức ăn chăn nuôi', 'Linh kiện điện tử', 'Xi măng', 'Thuốc, vật tư y tế', 'Gạo', 'Thép xây dựng'];
const destinations = ['01', '01', '31', '24', '27', '22', '01', '20'];

/**
 * Files demo applications for a vehicle pass, so that queue and board can be seen at work. Everybody and everything in them is called
 * «mẫu»; they go through the same verb as a citizen's and nothing is issued here. Answers how many were filed.
 */
export async function filePasses(platform: Platform, count: number): Promise<{ procedure: string; filed: number } | undefined> {
  const [first] = await proceduresWithThings(platform.db);
  const procedure = first && (await publishedProcedure(platform.db, first.code, platform.now()));
  const [unit] = procedure ? receivingUnits(platform, procedure) : [];
  if (!procedure || !unit) return undefined;
  const paper = await platform.files.put(await samplePaper(), { type: 'image/png' });
  // Asked for again it takes other plates: the same twice would only fill the queue with doubles.
  const start = Math.floor(platform.now().getTime() / 1000) % 90_000;
  for (let i = 0; i < count; i++) {
    const { answers, errors } = checkForm(procedure.form, typedBy(i, start, procedure, localDate(platform.now())));
    if (!answers) throw new Error(`the demo application does not fit ${procedure.code}: ${JSON.stringify(errors)}`);
    const wanted = papersFor(procedure, answers, 'online').filter(({ optional }) => !optional);
    const kept = wanted.map(({ id }) => ({ paper: id, hash: paper.hash, name: 'giay-to-mau.png', type: 'image/png', size: paper.size, ticket: '' }));
    const typing = { values: {}, kept, requestId: newId(platform.now()) };
    await submit(platform, { kind: 'anyone' }, makeFiling(procedure, answers, typing, 'online', unit, wanted));
  }
  return { procedure: procedure.name, filed: count };
}

/** The sample answers of the form, with a plate, a journey and people of this one. */
function typedBy(i: number, start: number, { form, profile }: ProcedureVersion, today: string): Typed {
  const far = profile === '2021' ? (destinations[i % destinations.length] ?? '01') : '01';
  const number = String(i + 1);
  const own: Record<string, string> = {
    'applicant.name': 'Người Nộp Mẫu',
    'business.name': `Hợp tác xã Vận tải Mẫu ${number}`,
    'vehicles.0.plate': `20C${String(10_000 + ((start + i * 7919) % 90_000))}`,
    'drivers.0.name': 'Lái Xe Mẫu',
    // Most are in order; some leave something to look at, and a few cannot be issued as they are.
    'drivers.0.testDate': i % 6 === 5 ? '' : formatDay(today),
    'drivers.0.testKind': i % 6 === 5 ? '' : 'pcr',
    'vehicles.0.inspectedTo': formatDay(addDays(today, i % 11 === 10 ? -30 : 400)),
    'journey.to': far,
    'journey.goods': goods[i % goods.length] ?? '',
    'journey.onBehalf': i % 4 === 0 ? '01' : '',
    'period.from': formatDay(today),
    'period.to': formatDay(addDays(today, 14)),
  };
  const asked = sampleOf(form);
  const fitting = Object.entries(own).filter(([name]) => name in asked);
  return { ...asked, ...Object.fromEntries(fitting.map(([name, value]) => [name, [value]])) };
}

/** A picture that says of itself that it is none of anybody's papers. */
function samplePaper(): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 400, channels: 3, background: '#fdf3dd' } })
    .png()
    .toBuffer();
}
