import { Qr } from '#design/index.ts';
import { type Ctx, notFound } from '#kernel/web/index.ts';
import { checkpointOf, mayKeep, officerOf } from '../officer.ts';
import { CodePage } from '../open/checkpoint.page.tsx';
import { insertCode } from '../store/checkpoints.ts';
import { markOf, newCode, spell } from './code.ts';

/** POST …/ma: a one-time code that lets a phone in (mã nối máy), shown once and kept only as a mark. */
export async function makeCode(c: Ctx): Promise<Response> {
  const { db, now, notes, audit, config, profile } = c.var.platform;
  const officer = officerOf(c);
  const checkpoint = await checkpointOf(c);
  if (!checkpoint || checkpoint.closedAt || !mayKeep(officer)) return notFound(c);
  const [code, at, hours] = [newCode(), now(), profile.rules.checkpoints.code_hours];
  await db.transaction(async () => {
    const expiresAt = new Date(at.getTime() + hours * 3_600_000);
    await insertCode(db, { mark: markOf(notes, code), checkpointId: checkpoint.id, at, byName: officer.name, expiresAt });
    await audit.record({ at, action: 'make-enrolment-code', actor: officer, subject: { kind: 'checkpoint', id: checkpoint.id } });
  });
  const link = `${config.publicUrl}/xac-thuc#chot=${code}`;
  c.header('cache-control', 'no-store');
  const qr = <Qr text={link} label="Mã QR mở trang Xác thực và nối máy vào chốt" />;
  return c.html(<CodePage officer={officer} checkpoint={checkpoint} code={spell(code)} link={link} qr={qr} hours={hours} />);
}
