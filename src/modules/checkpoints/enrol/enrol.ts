import { z } from 'zod';
import { program } from '#kernel/identity/actor.ts';
import { callerAddress } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { cleanText, type Ctx, problem, shorten } from '#kernel/web/index.ts';
import { readJson } from '../read-json.ts';
import { type Checkpoint, checkpointById, deviceById, enrolDevice, takeCode } from '../store/checkpoints.ts';
import { fromBase64url, importKey } from '../sync/bytes.ts';
import { markOf, readCode } from './code.ts';

const enrolment = z.object({ code: z.string().max(100), key: z.string().max(200), name: z.string().max(1000) });

/** Codes have 10^10 possibilities; a caller gets ten tries and one more a minute, everybody together one a second. */
const perAddress = { burst: 10, secondsPerToken: 60 };
const together = { burst: 300, secondsPerToken: 1 };

/** POST /xac-thuc/so/dang-ky: a phone enrols at a checkpoint (nối máy vào chốt) with a one-time code and the public half of its key. */
export async function enrol(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const read = await readJson(c, enrolment);
  if ('refused' in read) return read.refused;
  const wait = tooMany(platform, callerAddress(c));
  if (wait) return problem(429, `Đã thử quá nhiều lần. Hãy chờ ${wait} giây.`);
  const code = readCode(read.sent.code);
  const point = fromBase64url(read.sent.key);
  if (!point || !(await importKey(point)))
    return problem(400, 'Khóa của máy chưa đúng.', { errors: [{ field: 'key', message: 'cần điểm P-256 dài 65 byte' }] });
  const name = shorten(cleanText(read.sent.name), 60) || 'Máy chưa đặt tên';
  const found = code && (await platform.db.transaction(() => letIn(platform, code, point, name)));
  if (!found) return problem(404, 'Mã nối máy không đúng, đã dùng hoặc đã quá hạn. Hãy xin cán bộ của chốt mã khác.');
  platform.identity.limits.giveBack('checkpoint-enrol', callerAddress(c), perAddress);
  const { id, name: called, lat, lon } = found.checkpoint;
  return c.json({ device: found.device, checkpoint: { id, name: called, place: lat !== null && lon !== null ? [lat, lon] : null } });
}

function tooMany({ identity: { limits }, now }: Platform, address: string): number | undefined {
  for (const turn of [limits.take('checkpoint-enrol', address, perAddress, now()), limits.take('checkpoint-enrol-all', 'all', together, now())])
    if (!turn.ok) return turn.waitSeconds;
  return undefined;
}

async function letIn(platform: Platform, code: string, point: Uint8Array, name: string): Promise<{ device: string; checkpoint: Checkpoint } | undefined> {
  const { db, now, notes, audit } = platform;
  const mark = markOf(notes, code);
  const held = await takeCode(db, mark, now());
  if (!held) return undefined;
  const checkpoint = await checkpointById(db, held.checkpointId);
  // The answer may have been lost on the way: the same phone with the same key is let in once more, any other is not.
  if (held.deviceId) return (await isSame(platform, held.deviceId, point)) ? { device: held.deviceId, checkpoint } : undefined;
  const device = crypto.randomUUID();
  const at = now();
  await enrolDevice(db, { id: device, checkpointId: checkpoint.id, name, publicKey: point, at, byName: held.madeByName, mark });
  const subject = { kind: 'checkpoint', id: checkpoint.id };
  await audit.record({ at, action: 'enrol-device', actor: program('máy tại chốt'), subject, detail: { device, name, codeBy: held.madeByName } });
  return { device, checkpoint };
}

async function isSame({ db }: Platform, deviceId: string, point: Uint8Array): Promise<boolean> {
  const device = await deviceById(db, deviceId);
  return !!device && !device.endedAt && device.publicKey.every((byte, i) => byte === point[i]);
}
