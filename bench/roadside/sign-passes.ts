import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase32 } from '#kernel/credentials/base32.ts';
import { writeCbor } from '#kernel/credentials/cbor.ts';
import { type Claims, toMap } from '#kernel/credentials/claims.ts';
import { fit } from '#kernel/credentials/fit.ts';
import { pointOf, signPayload } from '#kernel/credentials/keys.ts';

/**
 * Signs the passes of the 36 pictures, once: a signature is another one each time it is made, and with it every square of the code, but a
 * picture must be the same picture tomorrow. Run by hand when the contents of a credential change; the key is thrown away.
 */
const at = new Date('2021-07-31T02:00:00Z');
const unitId = 'so-giao-thong-van-tai';
const address = 'HTTPS://DICHVUCONG.THAINGUYEN.GOV.VN/X#';
const roads = ['Hà Nội', 'Hải Phòng', 'Bắc Giang', 'Lạng Sơn', 'Quảng Ninh', 'Bắc Ninh'];

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const point = pointOf(publicKey);
const kid = point.x.subarray(0, 8);
const key = { kid, ...point, privateKey, unitId, unitName: '', validFrom: at, validTo: null, revokedFrom: null };
const passes = roads.map((road, i) => {
  const { subject, number, conditions, people, ...claims } = passOf(road, i);
  const text = address + toBase32(signPayload(key, writeCbor(toMap(fit({ ...claims, subject, number, conditions, people }, address)))));
  return { plate: subject, number, conditions, people, text };
});
writeFileSync(join(import.meta.dirname, 'signed-passes.json'), `${JSON.stringify({ at, unitId, x: hex(point.x), y: hex(point.y), passes }, null, 2)}\n`);

function passOf(road: string, i: number): Claims {
  return {
    issuer: unitId,
    issuedAt: at,
    notBefore: at,
    expires: new Date(at.getTime() + 7 * 86_400_000),
    kind: 'vehicle-pass',
    number: `${1200 + i * 37}/GTVT`,
    title: 'Giấy nhận diện phương tiện',
    subject: `20C-${123 + i}.${45 + i}`,
    dossier: `H55.12.368-210731-0${1200 + i * 37}`,
    status: 1200 + i * 37,
    note: `Thái Nguyên → ${road}`,
    onBehalf: i % 3 === 0 ? '01' : '',
    conditions: i % 2 === 0 ? 'Không dừng trả hàng dọc đường; lái xe có xét nghiệm âm tính trong 72 giờ' : '',
    people: 'L.V.M. ··456, Đ.T.H. ··789',
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
