import { addDays, localDate, momentOf } from '#kernel/calendar/index.ts';
import { type Ctx, notFound, readForm } from '#kernel/web/index.ts';
import { isId, mayKeep, officerOf } from '../officer.ts';
import { findCheckpoint, insertCheckpoint, listCheckpoints } from '../store/checkpoints.ts';
import { openFlags } from '../store/flags.ts';
import { tallyOf } from '../store/scans.ts';
import { ListPage } from './list.page.tsx';
import { checkTyped, readTyped, type Typed } from './read-form.ts';

/** GET /can-bo/chot: the checkpoints of the officer's unit (chốt kiểm soát) and what was scanned there today. */
export async function showCheckpoints(c: Ctx): Promise<Response> {
  return draw(c, { id: crypto.randomUUID(), name: '', place: '', note: '' }, {}, 200);
}

/** POST /can-bo/chot: makes a checkpoint (lập chốt); sent twice it is made once. */
export async function makeCheckpoint(c: Ctx): Promise<Response> {
  const { db, now, audit } = c.var.platform;
  const officer = officerOf(c);
  const typed = readTyped((await readForm(c)).values);
  const checked = checkTyped(typed);
  if ('errors' in checked || !isId(typed.id)) return draw(c, typed, 'errors' in checked ? checked.errors : {}, 422);
  const { id, name, note } = typed;
  const at = now();
  await db.transaction(async () => {
    const made = { id, name, note, lat: checked.place?.lat ?? null, lon: checked.place?.lon ?? null, unitId: officer.unitId };
    const isNew = await insertCheckpoint(db, { ...made, madeAt: at, madeBy: officer.accountId, madeByName: officer.name });
    if (isNew) await audit.record({ at, action: 'make-checkpoint', actor: officer, subject: { kind: 'checkpoint', id }, detail: { name } });
  });
  // An id that another unit's checkpoint has already was not made here.
  return (await findCheckpoint(db, id, officer)) ? c.redirect(`/can-bo/chot/${id}`, 303) : notFound(c);
}

async function draw(c: Ctx, typed: Typed, errors: Record<string, string>, status: 200 | 422): Promise<Response> {
  const { db, now, organisations } = c.var.platform;
  const officer = officerOf(c);
  const day = localDate(now());
  const today = { from: momentOf(day), to: momentOf(addDays(day, 1)) };
  const [checkpoints, tally, flags] = await Promise.all([listCheckpoints(db, officer, today), tallyOf(db, officer, today), openFlags(db, officer)]);
  const unitName = (id: string) => organisations.find(id)?.fullName ?? id;
  const form = mayKeep(officer) ? { typed: isId(typed.id) ? typed : { ...typed, id: crypto.randomUUID() }, errors } : undefined;
  return c.html(<ListPage officer={officer} checkpoints={checkpoints} tally={tally} flags={flags} unitName={unitName} form={form} />, status);
}
