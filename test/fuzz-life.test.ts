import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import {
  answersTo,
  anOfficerOpens,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  officerPresses,
  registerSays,
} from '../src/modules/dossiers/scenarios/steps.ts';
import { traces } from './support/hostile.ts';
import { type TestProvince, testProvince } from './support/province.ts';
import type { Fields } from './support/visitor.ts';

/** Text that would be a command wherever somebody forgot that it is text: in a page, a paper, a letter, a statement. */
const poisons = [
  '<xss7731>"onxss7731=1 x=\'',
  '#panic("ha") #sys.inputs #read("/etc/passwd")',
  '$x^2$ *đậm* _nghiêng_ @nguon <nhan> \\ // /* ` = - + #[',
  '"}); #eval("1") {"data": "',
  'Bcc: xau@example.com %0d%0aBcc: x',
  "'; drop table dossiers.dossiers; -- {{name}} ${name}",
  'Nguyễn \u202eVăn\u202c A \u200b😀 𠀋',
];

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

describe.each(poisons)('a life in which every free text is %s', (poison) => {
  let life: Life;
  let told: string[];
  beforeAll(async () => {
    ({ life, told } = await file(poison));
  });

  test('is taken as text by at least some questions of the form', () => {
    expect(told.length).toBeGreaterThan(2);
  });

  test('ends with a result whose papers and letters say exactly that', async () => {
    const officer = await anOfficerOpens(life, 'sangmoc.motcua');
    expect(traces(officer.body)).toEqual([]);
    await itIsReceived(life);
    const draft: Fields = { ...registerSays, 'draft.name': poison, 'draft.registeredAt': poison, opinion: poison };
    await officerPresses(life, 'sangmoc.hotich', 'Trình ký', draft);
    await itIsSignedAndSealed(life);
    for (const path of await papersOf(life)) {
      const text = await textOf(officer.raw(path));
      expect(text, path).not.toContain('root:');
      if (path.includes('/ket-qua/')) expect(squeezed(text), path).toContain(squeezed(poison));
    }
    for (const path of [`/can-bo/ho-so/${life.id}`, '/can-bo', '/can-bo/phieu', '/can-bo/so-theo-doi']) {
      await officer.open(path);
      expect(traces(officer.body), path).toEqual([]);
    }
    await life.citizen.open('/tra-cuu/ho-so');
    expect(life.citizen.status).toBe(200);
    expect(traces(life.citizen.body)).toEqual([]);
  });

  test('is verified with the name as it was written', async () => {
    const { credential } = await province.db.one<{ credential: string }>(
      sql`select credential_text as credential from dossiers.results where dossier_id = ${life.id}::uuid`,
    );
    const { verdict, claims } = await province.platform.credentials.judge(credential);
    expect(verdict).toBe('valid');
    expect(claims?.subject).toBe(poison.replace(/[\u202e\u202c]/g, ''));
  });

  test('is told in letters of one subject line each', async () => {
    await province.settle();
    const letters = await province.db.many<{ subject: string; name: string; address: string | null }>(
      sql`select subject, to_name as name, to_address as address from kernel.messages where dossier_id = ${life.id}`,
    );
    expect(letters.length).toBeGreaterThan(2);
    for (const { subject, name, address } of letters) expect(`${subject}${name}${address}`).not.toMatch(/[\r\n]/);
    expect(await province.platform.outbox.dead()).toEqual([]);
  });
});

/** Files a dossier with the poison in every question that takes it; answers which those were. */
async function file(poison: string): Promise<{ life: Life; told: string[] }> {
  const citizen = await province.stranger();
  const answers: Fields = { ...(await answersTo(province, '2.000635', { 'delivery.mode': 'desk' })), unit: 'm05719' };
  const told: string[] = [];
  for (const name of Object.keys(answers)) {
    await citizen.send('/dich-vu-cong/2.000635/nop', { ...answers, [name]: poison, step: 'review' });
    expect(traces(citizen.body), name).toEqual([]);
    if (citizen.status !== 200) continue;
    answers[name] = poison;
    told.push(name);
  }
  await citizen.send('/dich-vu-cong/2.000635/nop', { ...answers, step: 'send' });
  const code = citizen.$('.big').first().text().trim();
  const { id } = await province.db.one<{ id: string }>(sql`select id from dossiers.dossiers where code = ${code}`);
  return { life: { province, citizen, code, id }, told };
}

async function papersOf({ id }: Life): Promise<string[]> {
  const slips = await province.db.many<{ id: string }>(sql`select id from dossiers.slips where dossier_id = ${id}::uuid`);
  const results = await province.db.many<{ id: string }>(sql`select id from dossiers.results where dossier_id = ${id}::uuid`);
  expect(slips.length + results.length).toBeGreaterThan(1);
  return [...slips.map((one) => `/can-bo/phieu/${one.id}`), ...results.map((one) => `/can-bo/ho-so/${id}/ket-qua/${one.id}`), '/can-bo/so-theo-doi/in'];
}

async function textOf(asked: Promise<Response>): Promise<string> {
  const answer = await asked;
  expect(answer.status).toBe(200);
  return spawnSync('pdftotext', ['-raw', '-', '-'], { input: Buffer.from(await answer.arrayBuffer()), encoding: 'utf8' }).stdout;
}

/** Lines are broken and signs for directions fall away in print. */
function squeezed(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cf}\p{Cc}-]/gu, '')
    .replace(/[😀𠀋□]/gu, '');
}
