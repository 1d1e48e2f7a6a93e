import { newId } from '#modules/dossiers/ids.ts';
import { insertDossier, type NewDossier } from '#modules/dossiers/store/submit.ts';
import { openDb, sql } from '#kernel/db/index.ts';
import { cpuSeconds, family } from './processes.ts';
import type { Base } from './province.ts';

const writes = 3000;
const clients = 20;

/** CPU in ms of Node and PostgreSQL for our one statement without anything around it: what this machine asks at least. */
export async function bareWrite(base: Base): Promise<number> {
  const sample = await sampleDossier(base);
  const db = openDb(base.appUrl, clients);
  try {
    await writeMany(600);
    const cpu = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6 + cpuSeconds(family(base.pid, base.pid));
    const before = cpu();
    await writeMany(writes);
    return ((cpu() - before) * 1000) / writes;
  } finally {
    await db.close();
  }

  async function writeMany(count: number): Promise<void> {
    let next = 0;
    const work = async () => {
      while (next < count) await insertDossier(db, dossierLike(sample, next++));
    };
    await Promise.all(Array.from({ length: clients }, work));
  }
}

function dossierLike(sample: NewDossier, i: number): NewDossier {
  const unit = `bare-${i % 92}`;
  return {
    ...sample,
    id: newId(new Date()),
    codePrefix: `BARE-${process.pid}-${i % 92}-`,
    receivingUnit: unit,
    decidingUnit: unit,
    holderUnit: unit,
    at: new Date(),
  };
}

type Row = Omit<NewDossier, 'applicant'> & NewDossier['applicant'];

/** The dossier a citizen sent last, as the statement takes it. */
async function sampleDossier({ owner }: Base): Promise<NewDossier> {
  const row =
    await owner.one<Row>(sql`select procedure_id::text as "procedureId", procedure_code as "procedureCode", procedure_name as "procedureName", rule_set as "ruleSet",
      channel, state, step, holder_role as "holderRole", applicant_name as name, applicant_phone as phone, applicant_email as email, applicant_number as number,
      applicant_address as address, form, fee, return_mode as "returnMode", due_at as "dueAt", things
    from dossiers.dossiers where channel = 'online' order by submitted_at desc limit 1`);
  const { name, phone, email, number, address, ...rest } = row;
  const paper = { paper: 'giay-to-tuy-than', name: 'Giấy tờ tùy thân', fileHash: 'a'.repeat(64), fileType: 'image/png', fileSize: 68 };
  return {
    ...rest,
    applicant: { name, phone, email, number, address },
    codeSuffix: '',
    codeDigits: 4,
    day: new Date().toISOString().slice(0, 10),
    receivedAt: null,
    papers: [0, 1, 2].map((position) => ({ ...paper, position })),
    actor: { id: null, name, unitId: null },
    verb: 'submit',
    words: 'unitm05719trieu unitm05719thi unitm05719mai unitm0571984912345678 unitm057190912345678 unitm05719019190001234',
  };
}
