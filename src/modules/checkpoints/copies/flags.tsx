import { callerAddress } from '#kernel/identity/index.ts';
import { type Ctx, first, notFound, readForm, shorten } from '#kernel/web/index.ts';
import { visibleByCode } from '#modules/dossiers/index.ts';
import { idIn, mayKeep, officerOf, pageIn } from '../officer.ts';
import { type Flag, findFlag, listFlags, type Settled, settleFlag } from '../store/flags.ts';
import { FlagPage, FlagsPage } from './flags.page.tsx';

const perPage = 30;

/** GET /can-bo/chot/nghi-van: papers seen at two places too far apart (nghi vấn), of this officer's unit or at its checkpoints. */
export async function showFlags(c: Ctx): Promise<Response> {
  const { db, audit } = c.var.platform;
  const [officer, page] = [officerOf(c), pageIn(c)];
  const found = await listFlags(db, officer, perPage + 1, (page - 1) * perPage);
  await audit.recordRead(officer, { kind: 'checkpoint-flags', id: officer.unitId }, callerAddress(c));
  return c.html(<FlagsPage officer={officer} flags={found.slice(0, perPage)} page={page} more={found.length > perPage} />);
}

/** GET …/nghi-van/:flag: both sightings. */
export async function showFlag(c: Ctx): Promise<Response> {
  const flag = await flagOf(c);
  if (!flag) return notFound(c);
  await c.var.platform.audit.recordRead(officerOf(c), { kind: 'checkpoint-flag', id: flag.id }, callerAddress(c));
  return draw(c, flag);
}

/** POST …/ket-luan: an officer has looked into it (kết luận): a true copy, or a false alarm. */
export async function settle(c: Ctx): Promise<Response> {
  const { db, now, audit } = c.var.platform;
  const officer = officerOf(c);
  const flag = await flagOf(c);
  if (!flag || !mayKeep(officer)) return notFound(c);
  const { values } = await readForm(c);
  const [as, why] = [readSettled(first(values, 'as')), shorten(first(values, 'why'), 500)];
  if (!as || !why) return draw(c, flag, { as: first(values, 'as'), why, errors: mistakes(as, why) });
  const at = now();
  await db.transaction(async () => {
    if (await settleFlag(db, flag.id, { as, why, at, byName: officer.name }))
      await audit.record({ at, action: 'settle-flag', actor: officer, subject: { kind: 'checkpoint-flag', id: flag.id }, detail: { as, number: flag.number } });
  });
  return c.redirect(`/can-bo/chot/nghi-van/${flag.id}`, 303);
}

function readSettled(text: string): Settled | undefined {
  return text === 'copy' || text === 'false-alarm' ? text : undefined;
}

function mistakes(as: Settled | undefined, why: string): Record<string, string> {
  return {
    ...(as ? {} : { as: 'Hãy chọn một kết luận.' }),
    ...(why ? {} : { why: 'Hãy ghi đã kiểm tra thế nào, ví dụ: đã gọi chủ xe, xe vẫn ở Phổ Yên.' }),
  };
}

function flagOf(c: Ctx): Promise<Flag | undefined> {
  const id = idIn(c, 'flag');
  return id ? findFlag(c.var.platform.db, id, c.var.actor) : Promise.resolve(undefined);
}

async function draw(c: Ctx, flag: Flag, typed?: { as: string; why: string; errors: Record<string, string> }): Promise<Response> {
  const { db, organisations } = c.var.platform;
  const officer = officerOf(c);
  const dossier = (await visibleByCode(db, [flag.dossierCode], officer)).get(flag.dossierCode);
  const unitName = (id: string) => organisations.find(id)?.fullName ?? id;
  const page = <FlagPage officer={officer} flag={flag} dossier={dossier} unitName={unitName} keeps={mayKeep(officer)} typed={typed} />;
  return c.html(page, typed ? 422 : 200);
}
