import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Officer } from '#kernel/identity/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { newId } from '../ids.ts';
import { publishedProcedure } from '../procedures/index.ts';
import { searchDossiers } from '../store/lists.ts';
import { insertDossier } from '../store/submit.ts';
import { wordsToFindBy } from '../words-to-find-by.ts';

const [commune, department] = ['m05719', 'so-tu-phap'];
let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
  for (let n = 1; n <= 40; n++) await received(n, commune, n % 2 === 0 ? department : commune);
  for (let n = 41; n <= 45; n++) await received(n, 'm05569', 'm05569');
});
afterAll(() => province.close());

/** The n-th dossier, sent n hours after the first. */
async function received(n: number, receivingUnit: string, decidingUnit: string): Promise<void> {
  const at = new Date(Date.UTC(2026, 10, 1, n));
  const procedure = await publishedProcedure(province.db, '2.000635', province.platform.now());
  if (!procedure) throw new Error('no procedure');
  const applicant = { name: `Nông Thị ${n}`, phone: null, email: null, number: null, address: null };
  await insertDossier(province.db, {
    id: newId(at),
    codePrefix: `T${n}-`,
    codeSuffix: '',
    codeDigits: 4,
    day: '2026-11-01',
    procedureId: procedure.id,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    ruleSet: '2026',
    channel: 'online',
    receivingUnit,
    decidingUnit,
    state: 'submitted',
    step: 'receive',
    holderUnit: receivingUnit,
    holderRole: 'desk',
    applicant,
    form: {},
    things: [],
    fee: null,
    returnMode: 'desk',
    at,
    receivedAt: null,
    dueAt: null,
    papers: [],
    actor: { id: null, name: 'x', unitId: null },
    verb: 'submit',
    words: wordsToFindBy({ applicant, things: [], receivingUnit, decidingUnit }),
  });
}

async function seenBy(unitId: string, roles: Officer['roles'], { page = 1, text = '' } = {}): Promise<number[]> {
  const officer: Officer = { kind: 'officer', accountId: 'x', name: 'x', unitName: '', position: '', unitId, roles };
  const lines = await searchDossiers(province.db, officer, { text, code: '', state: '', page, everyUnit: province.platform.organisations.ids() });
  return lines.map(({ applicantName }) => Number(applicantName.split(' ')[2]));
}

const down = (from: number, to: number, step = 1) => Array.from({ length: (from - to) / step + 1 }, (_, i) => from - i * step);

describe('the list of dossiers', () => {
  test('shows what the unit received, newest first, page by page', async () => {
    expect(await seenBy(commune, ['desk'])).toEqual(down(40, 10));
    expect(await seenBy(commune, ['desk'], { page: 2 })).toEqual(down(10, 1));
    expect(await seenBy(commune, ['desk'], { page: 3 })).toEqual([]);
  });

  test('shows the unit that decides what others received for it, each once', async () => {
    expect(await seenBy(department, ['specialist'])).toEqual(down(40, 2, 2));
    expect(await seenBy(department, ['specialist'], { text: 'nong 12' })).toEqual([12]);
    expect(await seenBy(department, ['specialist'], { text: 'nong 13' })).toEqual([]);
  });

  test('shows an auditor everything, another unit only its own', async () => {
    expect(await seenBy(commune, ['auditor'])).toEqual(down(45, 15));
    expect(await seenBy('m05569', ['desk'])).toEqual(down(45, 41));
  });
});
