import { z } from 'zod';
import { callerAddress } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, problem } from '#kernel/web/index.ts';
import { flagCopies } from '../copies/flag-copies.ts';
import { suspectsFor } from '../copies/suspects.ts';
import { readJson } from '../read-json.ts';
import { type Checkpoint, checkpointById, type Device, deviceById, takeDevice } from '../store/checkpoints.ts';
import { hashesOf, keepRefusals, keepScans, type NewScan } from '../store/scans.ts';
import { fromBase64url, toBase64url } from './bytes.ts';
import { continueChain, type RefusedEntry } from './chain.ts';
import { type Entry, keyOf, phoneTime, readEntry, type Unfit } from './entry.ts';
import { type Judged, judgeCodes } from './judge.ts';
import { corrected, skewOf, timeKnown } from './time.ts';

const sendingSchema = z.object({
  device: z.uuid(),
  sentAt: phoneTime,
  entries: z.array(z.object({ payload: z.string().max(12_000), signature: z.string().max(100) })).max(500),
});

/** A phone sends when a line comes back, not every second; one mast may stand between us and a hundred of them. */
const perAddress = { burst: 300, secondsPerToken: 1 };
const perDevice = { burst: 30, secondsPerToken: 4 };
const strangers = { burst: 20, secondsPerToken: 30 };

/** POST /xac-thuc/so: a phone sends its log of scans (gửi sổ quét); who it is stands in the signature of every entry. */
export async function receiveScans(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const read = await readJson(c, sendingSchema);
  if ('refused' in read) return read.refused;
  const { device: id, sentAt, entries: sent } = read.sent;
  const device = await deviceById(platform.db, id);
  const wait = tooMany(platform, callerAddress(c), device);
  if (wait) return problem(429, `Gửi quá dày. Hãy chờ ${wait} giây.`);
  if (!device) return problem(404, 'Máy này chưa được nối vào chốt nào.');
  const key = await keyOf(device);
  const entries = await Promise.all(sent.map((entry) => readEntry(entry, key)));
  const taken = await takeIn(platform, device, entries, sentAt);
  return c.json({ ...taken, suspects: device.endedAt ? [] : await suspectsFor(platform) });
}

function tooMany({ identity: { limits }, now }: Platform, address: string, device: Device | undefined): number | undefined {
  const turns = device
    ? [limits.take('scans', address, perAddress, now()), limits.take('scans-device', device.id, perDevice, now())]
    : [limits.take('scans-unknown', address, strangers, now())];
  for (const turn of turns) if (!turn.ok) return turn.waitSeconds;
  return undefined;
}

type Taken = { upTo: number; refused: RefusedEntry[] };

/** Keeps what continues the log, in one transaction with the flags it raises; sent again, the same entries change nothing. */
async function takeIn(platform: Platform, { id, checkpointId, upTo }: Device, read: readonly (Entry | Unfit)[], sentAt: Date): Promise<Taken> {
  const { db, now } = platform;
  const genuine = read.filter((entry): entry is Entry => 'said' in entry);
  const unfit = read.filter((entry): entry is Unfit => !('said' in entry)).map(({ seq, why }) => ({ seq, why }));
  const judge = await judgeCodes(
    platform,
    genuine.filter(({ seq }) => seq > upTo).map(({ said }) => said.code),
  );
  const checkpoint = await checkpointById(db, checkpointId);
  return db.transaction(async () => {
    const device = await takeDevice(db, id);
    const at = now();
    if (device.endedAt) return refuseAll(platform, device, [...unfit, ...genuine.map(({ seq }) => ({ seq, why: 'ended' as const }))]);
    const { keep, refused, head } = continueChain({ upTo: device.upTo, hash: toBase64url(device.head) }, genuine, await keptOf(platform, device, genuine));
    const skew = skewOf(sentAt, at);
    const scans = describeAll(keep, { judge, checkpoint, skew, sentAt, at });
    const seen = Math.max(0, ...genuine.map(({ seq }) => seq));
    await keepScans(db, device, scans, { upTo: head.upTo, head: fromBase64url(head.hash) ?? new Uint8Array(), seen, at, skewMs: skew });
    const wrong = [...unfit, ...refused].toSorted((a, b) => a.seq - b.seq);
    await keepRefusals(db, id, wrong, at);
    await flagCopies(platform, id, scans);
    return { upTo: head.upTo, refused: wrong };
  });
}

async function refuseAll({ db, now }: Platform, device: Device, refused: RefusedEntry[]): Promise<Taken> {
  await keepRefusals(db, device.id, refused, now());
  return { upTo: device.upTo, refused };
}

async function keptOf({ db }: Platform, device: Device, entries: readonly Entry[]): Promise<Map<number, string>> {
  const again = entries.filter(({ seq }) => seq <= device.upTo).map(({ seq }) => seq);
  const hashes = again.length > 0 ? await hashesOf(db, device.id, again) : new Map<number, Uint8Array>();
  return new Map([...hashes].map(([seq, hash]) => [seq, toBase64url(hash)]));
}

type Scene = { judge(code: string, at: Date): Judged; checkpoint: Checkpoint; skew: number; sentAt: Date; at: Date };

function describeAll(entries: readonly Entry[], scene: Scene): NewScan[] {
  let earliestAfter = scene.sentAt;
  const scans = entries.toReversed().map((entry) => {
    const scan = describe(entry, scene, timeKnown(entry.said, earliestAfter, scene.skew));
    if (entry.said.at < earliestAfter) earliestAfter = entry.said.at;
    return scan;
  });
  return scans.toReversed();
}

function describe({ seq, said, payload, hash, signature }: Entry, { judge, checkpoint, skew, at }: Scene, known: boolean): NewScan {
  const correctedAt = corrected(said.at, skew, at);
  const { lat, lon } = checkpoint;
  const spot = said.place
    ? { lat: said.place[0], lon: said.place[1], accuracy: said.place[2] }
    : lat !== null && lon !== null
      ? { lat, lon, accuracy: null }
      : null;
  return {
    seq,
    at: said.at,
    correctedAt,
    timeKnown: known,
    said: said.verdict,
    ...judge(said.code, known ? correctedAt : at),
    plate: said.plate,
    spot,
    listsDays: said.listsDays,
    payload,
    hash: fromBase64url(hash) ?? new Uint8Array(),
    signature,
  };
}
