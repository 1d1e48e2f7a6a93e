import fc from 'fast-check';
import { create } from 'qrcode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Asked, type Credentials, openCredentials } from './index.ts';

const now = new Date('2026-11-23T02:00:00Z');
const texts = ['conditions', 'people', 'note', 'subject', 'title'] as const;
const department = { id: 'so-giao-thong-van-tai', name: 'Sở Giao thông vận tải' };
const pass = {
  unit: department,
  at: now,
  notBefore: new Date(now.getTime() + 3_600_000),
  expires: new Date(now.getTime() + 7 * 86_400_000),
  kind: 'vehicle-pass',
  number: '1800/GTVT',
  title: 'Giấy nhận diện phương tiện',
  subject: '20C-123.45',
  dossier: 'H55.12.368-210731-01800',
  note: 'Thái Nguyên → Hà Nội',
  onBehalf: '01',
} as const;

let base: TestDatabase;
let credentials: Credentials;
let count = 0;
beforeAll(async () => {
  base = await testDatabase();
  credentials = at('https://dichvucong.thainguyen.gov.vn');
});
afterAll(() => base.drop());

function at(publicUrl: string): Credentials {
  return openCredentials(base.db, { secretKey: 'k'.repeat(40), publicUrl }, () => now);
}

async function issue(changed: Partial<Asked> = {}, by = credentials) {
  const { text } = await by.issue({ ...pass, id: `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`, ...changed });
  const { verdict, claims } = await by.judge(text);
  return { text, verdict, claims: claims!, version: create(text, { errorCorrectionLevel: 'M' }).version };
}

test('an ordinary pass is carried whole', async () => {
  const said = { conditions: 'Không dừng trả hàng dọc đường', people: 'L.V.M. ··456, Đ.T.H. ··789' };
  const { claims, version, verdict } = await issue(said);
  expect(verdict).toBe('not-yet-valid');
  expect(claims).toMatchObject({ ...said, note: pass.note, title: pass.title, subject: pass.subject, onBehalf: '01', issuer: department.id });
  expect(version).toBeLessThanOrEqual(13);
});

test('long conditions give way before the people, and both before the plate', async () => {
  const conditions = 'Chỉ chở hàng thiết yếu, không dừng trả hàng ngoài nơi đã ghi, lái xe có xét nghiệm âm tính trong 72 giờ, đi đúng tuyến quốc lộ ba';
  const { claims, version } = await issue({ conditions, people: 'L.V.M. ··456' });
  expect(claims.conditions).toMatch(/^Chỉ chở hàng thiết yếu.*…$/);
  expect(claims).toMatchObject({ people: 'L.V.M. ··456', subject: '20C-123.45', note: pass.note, title: pass.title });
  expect(version).toBe(13);
});

const bits = fc.constantFrom('Nguyễn ', 'Thị ', 'ưỡ', 'ễ'.normalize('NFD'), 'ậ̃̃̃', '\u0323\u0302', '😀', '👩‍👩‍👧', '\ud800', '…', '→', ' ', '\n', 'A', '中');
const nasty = fc.oneof(
  fc.array(bits, { maxLength: 300 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

test('whatever is written in it, a credential fits version 13 at level M, is genuine, and each text is whole or ends with …', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ conditions: nasty, people: nasty, note: nasty, subject: nasty, title: nasty }), async (said) => {
      const { claims, version, verdict } = await issue(said);
      expect(version).toBeLessThanOrEqual(13);
      expect(verdict).toBe('not-yet-valid');
      for (const name of texts) {
        const whole = said[name].toWellFormed().normalize('NFC');
        if (claims[name] !== whole) expect(claims[name].endsWith('…') && whole.startsWith(claims[name].slice(0, -1))).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test.each(['http://localhost:3000', 'https://dichvucong-thu-nghiem.so-thong-tin-truyen-thong.thainguyen.gov.vn:8443'])('behind %s too', async (publicUrl) => {
  const long = 'Đường bộ ưu tiên '.repeat(40);
  expect((await issue({ conditions: long, people: long, note: long, subject: long, title: long }, at(publicUrl))).version).toBeLessThanOrEqual(13);
});
