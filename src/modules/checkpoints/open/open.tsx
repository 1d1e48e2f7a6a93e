import { callerAddress } from '#kernel/identity/index.ts';
import { type Ctx, notFound } from '#kernel/web/index.ts';
import { visibleByCode } from '#modules/dossiers/index.ts';
import { checkpointOf, idIn, mayKeep, officerOf, pageIn } from '../officer.ts';
import { closeCheckpoint, devicesOf, endDevice } from '../store/checkpoints.ts';
import { hoursAt, scansAt } from '../store/scans.ts';
import { CheckpointPage } from './checkpoint.page.tsx';

const perPage = 50;
const hour = 3_600_000;
const hoursShown = 24;

/** GET /can-bo/chot/:checkpoint: its phones and what they scanned, latest first; every look is audited. */
export async function openCheckpoint(c: Ctx): Promise<Response> {
  const { db, now, audit, organisations } = c.var.platform;
  const officer = officerOf(c);
  const checkpoint = await checkpointOf(c);
  if (!checkpoint) return notFound(c);
  const page = pageIn(c);
  const to = new Date((Math.floor(now().getTime() / hour) + 1) * hour);
  const from = new Date(to.getTime() - hoursShown * hour);
  const [devices, found, counted] = await Promise.all([
    devicesOf(db, checkpoint.id),
    scansAt(db, checkpoint.id, perPage + 1, (page - 1) * perPage),
    hoursAt(db, checkpoint.id, { from, to }),
  ]);
  const scans = found.slice(0, perPage);
  const codes = scans.flatMap(({ dossierCode }) => dossierCode ?? []);
  const dossiers = await visibleByCode(db, [...new Set(codes)], officer);
  await audit.recordRead(officer, { kind: 'checkpoint', id: checkpoint.id }, callerAddress(c));
  return c.html(
    <CheckpointPage
      officer={officer}
      checkpoint={checkpoint}
      unitName={organisations.find(checkpoint.unitId)?.fullName ?? checkpoint.unitId}
      devices={devices}
      hours={Array.from({ length: hoursShown }, (_, i) => hourAt(new Date(from.getTime() + i * hour), counted))}
      scans={scans}
      dossiers={dossiers}
      page={page}
      more={found.length > perPage}
      keeps={mayKeep(officer)}
    />,
  );
}

function hourAt(at: Date, counted: readonly { hour: Date; scans: number; bad: number }[]) {
  const found = counted.find((one) => one.hour.getTime() === at.getTime());
  return { at, scans: found?.scans ?? 0, bad: found?.bad ?? 0 };
}

/** POST …/dong: closes a checkpoint (đóng chốt); no phone enrols any more, and those there may still send what they have. */
export async function close(c: Ctx): Promise<Response> {
  const { db, now, audit } = c.var.platform;
  const officer = officerOf(c);
  const checkpoint = await checkpointOf(c);
  if (!checkpoint || !mayKeep(officer)) return notFound(c);
  const at = now();
  await db.transaction(async () => {
    if (await closeCheckpoint(db, checkpoint.id, at, officer.name))
      await audit.record({ at, action: 'close-checkpoint', actor: officer, subject: { kind: 'checkpoint', id: checkpoint.id } });
  });
  return c.redirect(`/can-bo/chot/${checkpoint.id}`, 303);
}

/** POST …/may/:device/ngung: a lost or changed phone (ngừng máy); nothing it sends later is kept. */
export async function end(c: Ctx): Promise<Response> {
  const { db, now, audit } = c.var.platform;
  const officer = officerOf(c);
  const [checkpoint, device] = [await checkpointOf(c), idIn(c, 'device')];
  const mine = checkpoint && device && (await devicesOf(db, checkpoint.id)).some(({ id }) => id === device);
  if (!mine) return notFound(c);
  const at = now();
  await db.transaction(async () => {
    if (await endDevice(db, device, checkpoint.id, at, officer.name))
      await audit.record({ at, action: 'end-device', actor: officer, subject: { kind: 'checkpoint', id: checkpoint.id }, detail: { device } });
  });
  return c.redirect(`/can-bo/chot/${checkpoint.id}`, 303);
}
