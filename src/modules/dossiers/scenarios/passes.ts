import type { TestProvince } from '../../../../test/support/province.ts';
import { newId } from '../ids.ts';
import { checkForm, publishedProcedure, sampleOf } from '../procedures/index.ts';
import { makeFiling, receivingUnits } from '../submit/filing.ts';
import { submit } from '../submit/submit.ts';

/** Passes asked for by the verb itself, where a scenario needs many of them and the form is not what it looks at. */
export async function aPassIsAskedFor(province: TestProvince, chosen: Record<string, string> = {}): Promise<{ id: string; code: string }> {
  const { platform } = province;
  const era = platform.profile.rules.id;
  const procedure = await publishedProcedure(province.db, era === '2021' ? 'MC-LUONG-XANH' : 'MC-GIAY-DI-DUONG', platform.now());
  const [unit] = procedure ? receivingUnits(platform, procedure) : [];
  if (!procedure || !unit) throw new Error('there is no pass to ask for');
  const typed = { ...sampleOf(procedure.form), ...Object.fromEntries(Object.entries({ ...usual[era], ...chosen }).map(([name, value]) => [name, [value]])) };
  const { answers, errors } = checkForm(procedure.form, typed);
  if (!answers) throw new Error(JSON.stringify(errors));
  const papers = procedure.papers.filter(({ optional }) => !optional);
  const kept = papers.map(({ id }) => ({ paper: id, hash: 'a'.repeat(64), name: 'giay-to.png', type: 'image/png', size: 100, ticket: '' }));
  const typing = { values: {}, kept, requestId: newId(platform.now()) };
  const { id, code } = await submit(platform, { kind: 'anyone' }, makeFiling(procedure, answers, typing, 'online', unit, papers));
  return { id, code };
}

/** Answers with which every check passes, on the day the test province opens. */
const usual = {
  '2021': { 'period.from': '17/8/2021', 'period.to': '31/8/2021', 'drivers.0.testDate': '15/8/2021', 'drivers.0.testKind': 'pcr' },
  '2026': { 'period.from': '24/11/2026', 'period.to': '30/11/2026' },
};
