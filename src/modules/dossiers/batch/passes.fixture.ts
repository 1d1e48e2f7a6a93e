import { formatDate } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { newId } from '../ids.ts';
import { applicantOf, checkForm, type ProcedureVersion, publishedProcedure, sampleOf } from '../procedures/index.ts';
import { submit } from '../submit/submit.ts';

export const passCode = 'MC-LUONG-XANH';
export const passUnit = 'so-giao-thong-van-tai';

/** What a sample filing of a pass is made from: a plate of its own for each, and what the test wants otherwise. */
export type Wanted = { plates: readonly string[]; typed?: Record<string, string>; email?: string };

/** Files a pass as its citizen would, without the pages: for tests and measurements that need hundreds. */
export async function filePass(platform: Platform, { plates, typed = {}, email }: Wanted): Promise<{ id: string; code: string }> {
  const procedure = await published(platform);
  const now = platform.now();
  const values = {
    ...sampleOf(procedure.form, {}),
    ...Object.fromEntries(plates.map((plate, i) => [`vehicles.${i}.plate`, [plate]])),
    // Everything a check asks for: for ten days from today, and who drives was tested today.
    'drivers.0.testDate': [formatDate(now)],
    'period.from': [formatDate(now)],
    'period.to': [formatDate(new Date(now.getTime() + 9 * 86_400_000))],
    ...(email ? { 'applicant.email': [email] } : {}),
    ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]])),
  };
  const checked = checkForm(procedure.form, repeated(values, plates.length));
  if (checked.errors) throw new Error(JSON.stringify(checked.errors));
  const { name, phone, email: mail, number, address } = applicantOf(checked.answers);
  const paper = { paper: 'dang-ky-xe', position: 0, name: 'Đăng ký xe và đăng kiểm', fileHash: null, fileType: null, fileSize: null };
  const filing = {
    requestId: newId(platform.now()),
    procedure,
    answers: checked.answers,
    applicant: { name, phone, email: mail, number, address },
    papers: [paper],
    channel: 'online' as const,
    receivingUnit: passUnit,
    returnMode: 'online',
  };
  return submit(platform, { kind: 'anyone' }, filing);
}

/** What was said of the first vehicle holds for the others too, but for their plates. */
function repeated(values: Record<string, string[]>, many: number): Record<string, string[]> {
  const first = Object.entries(values).filter(([name]) => name.startsWith('vehicles.0.'));
  const others = Array.from({ length: many }, (_, i) => first.map(([name, value]) => [name.replace('vehicles.0.', `vehicles.${i}.`), value] as const));
  return { ...Object.fromEntries(others.flat()), ...values };
}

async function published(platform: Platform): Promise<ProcedureVersion> {
  const procedure = await publishedProcedure(platform.db, passCode, platform.now());
  if (!procedure) throw new Error(`there is no published procedure ${passCode}`);
  return procedure;
}
