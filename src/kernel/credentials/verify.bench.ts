import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { toBase32 } from './base32.ts';
import { writeCbor } from './cbor.ts';
import { toMap } from './claims.ts';
import { assemble, protectedHeader, toBeSigned } from './cose.ts';
import { checkSignature } from './keys.ts';
import { type ListedKey, makeKeyList } from './key-list.ts';
import { makeBits } from './status-list.ts';
import { judge } from './verdict.ts';

const rounds = 15;
const each = 600;
const warmUp = 1500;

/** Whole judgements a CPU second (text in, verdict out) against bare signature checks of the same bytes, in turn in one run; the median pair. */
export async function benchVerify(): Promise<{ ours: number; raw: number; ratio: number }> {
  const at = new Date();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const kid = new Uint8Array(8).fill(7);
  const key: ListedKey = {
    kid,
    x: Buffer.from(x, 'base64url'),
    y: Buffer.from(y, 'base64url'),
    unitId: 'm05719',
    unitName: 'Xã',
    validFrom: new Date(0),
    validTo: null,
    revokedFrom: null,
  };
  const claims = {
    issuer: 'm05719',
    issuedAt: at,
    notBefore: at,
    expires: null,
    kind: 'vehicle-pass',
    number: '1800/GTVT',
    title: 'Giấy nhận diện',
    subject: '20C-123.45',
    dossier: 'H55.368-261123-0001',
    status: 5,
    note: 'A → B',
    onBehalf: '01',
    conditions: 'Không dừng dọc đường',
    people: 'L.V.M ··456',
  } as const;
  const payload = writeCbor(toMap(claims));
  const header = protectedHeader(kid);
  const signed = toBeSigned(header, payload);
  const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const text = `HTTPS://X/X#${toBase32(assemble(header, payload, signature))}`;
  const status = { madeAt: at, keysMadeAt: at, revoked: makeBits([], 100_000), suspended: makeBits([], 100_000) };
  const knowing = { keys: makeKeyList({ madeAt: at, validUntil: at, keys: [key] }), status, check: checkSignature };
  const bare = { key: createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })), dsaEncoding: 'ieee-p1363' } as const;
  const judged = async () => (await judge(text, knowing, at)).verdict === 'valid';
  const checked = async () => verify('sha256', signed, bare, signature);
  await perCpuSecond(judged, warmUp);
  await perCpuSecond(checked, warmUp);
  const pairs: { ours: number; raw: number; ratio: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push(await measurePair(judged, checked, round % 2 === 0));
  return pairs.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(rounds / 2)] ?? { ours: Number.NaN, raw: Number.NaN, ratio: Number.NaN };
}

/** Who comes first changes from pair to pair, so that a machine that grows slower or faster favours neither. */
async function measurePair(judged: () => Promise<boolean>, checked: () => Promise<boolean>, oursFirst: boolean) {
  const first = await perCpuSecond(oursFirst ? judged : checked, each);
  const second = await perCpuSecond(oursFirst ? checked : judged, each);
  const [ours, raw] = oursFirst ? [first, second] : [second, first];
  return { ours, raw, ratio: ours / raw };
}

async function perCpuSecond(once: () => Promise<boolean>, count: number): Promise<number> {
  const from = process.cpuUsage();
  for (let i = 0; i < count; i++) if (!(await once())) throw new Error('a genuine credential was not accepted');
  const { user, system } = process.cpuUsage(from);
  return (count * 1e6) / (user + system);
}
