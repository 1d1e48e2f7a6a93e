import type { Platform } from '#kernel/platform.ts';
import { newId } from '../ids.ts';
import { publishedProcedure, sampleOf } from '../procedures/index.ts';
import { readFiling, readTyping, receivingUnits } from '../submit/filing.ts';
import type { LotFiling } from './send-lot.ts';

/** A lot of so many vehicles, ready to be sent. */
export async function aLot(platform: Platform, many: number, phone = '0912345678'): Promise<LotFiling> {
  const procedure = await publishedProcedure(platform.db, 'MC-LUONG-XANH', platform.now());
  if (!procedure) throw new Error('the pass of 2021 is not published');
  const [unit] = receivingUnits(platform, procedure);
  const paper = platform.notes.write('kept-paper', `dang-ky-xe|${'a'.repeat(64)}|100|image/jpeg|xe.jpg`);
  const id = newId(platform.now());
  const rows = Array.from({ length: many }, (_, i) => {
    const plate = `20C${String(10_000 + i)}`;
    const values = {
      ...sampleOf(procedure.form),
      'applicant.phone': [phone],
      'business.phone': [phone],
      'vehicles.0.plate': [plate],
      kept: [paper],
      request: [newId(platform.now())],
    };
    const reading = readFiling(platform, procedure, readTyping(platform, values), 'online', unit?.id);
    if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
    return { row: i + 2, thing: plate, filing: reading.filing };
  });
  return { id, sheetName: 'xe.xlsx', sheetHash: 'b'.repeat(64), thing: 'vehicles.plate', leftOut: 0, formValues: {}, rows };
}
