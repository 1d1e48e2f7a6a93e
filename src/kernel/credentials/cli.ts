import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatDate, formatDateTime } from '#kernel/calendar/index.ts';
import type { Audit } from '#kernel/audit/index.ts';
import type { Db } from '#kernel/db/index.ts';
import { program } from '#kernel/identity/actor.ts';
import type { Unit } from '#kernel/organisations/index.ts';
import type { Credentials } from './index.ts';
import { lists, province } from './publish-keys.ts';

type Tools = {
  credentials: Credentials;
  audit: Pick<Audit, 'record'>;
  db: Pick<Db, 'transaction'>;
  unit(id: string): Unit | undefined;
  now(): Date;
  print(line: string): void;
  reissues: Reissues;
};

/** Whoever keeps the papers says how far their issuing anew is. */
export type Reissues = {
  /** One paragraph for each recovery; `over` when nothing is left to do. */
  standing(): Promise<{ lines: string[]; over: boolean }>;
  /** Calls once more for what could not be done; answers for how many recoveries. */
  again(): Promise<number>;
};

type Named = { id: string; name: string };

export const credentialsUsage = `bin/motcua credentials verify <mã|tệp>      kiểm tra một mã xác thực
bin/motcua credentials keys                 khóa của từng đơn vị, dùng từ ngày nào
bin/motcua credentials rotate <đơn vị>      khóa mới; giấy cũ vẫn đúng (đơn vị, hoặc «lists»: khóa ký danh sách thu hồi, «province»: khóa tỉnh)
bin/motcua credentials recover <đơn vị> --since 2026-11-20   khóa bị lộ: từ ngày ấy không tính nữa, khóa mới thay ngay,
                                            giấy đang dùng được cấp lại mã trong nền, người giữ giấy được báo
bin/motcua credentials recover --status | --again   đã cấp lại đến đâu | làm lại giấy chưa làm được
bin/motcua credentials lost <đơn vị>        giấy còn phải cấp lại sau khi khóa bị lộ
bin/motcua credentials list-to-sign <tệp> [--key tinh.pub]   xuất danh sách khóa để ký bằng khóa tỉnh giữ ở máy khác
bin/motcua credentials list-signed <tệp> <chữ ký> [--key tinh.pub]   nhận lại danh sách đã ký; --key: từ nay dùng khóa tỉnh này`;

const verbs: Record<string, (args: string[], tools: Tools) => Promise<number>> = {
  verify,
  keys,
  rotate,
  recover,
  lost,
  'list-to-sign': listToSign,
  'list-signed': listSigned,
};

/** Runs one `bin/motcua credentials …` command; answers the exit code, 0 only for a valid credential or a done change. */
export async function credentialsCommand([verb = '', ...args]: string[], tools: Tools): Promise<number> {
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return run ? run(args, tools) : fail(tools, credentialsUsage);
}

async function verify([target = '']: string[], { credentials, print }: Tools): Promise<number> {
  const text = await readFile(target, 'utf8').catch(() => target);
  const { verdict, claims, issuerName } = await credentials.judge(text.trim());
  print(verdict);
  if (claims) print(JSON.stringify({ ...claims, issuerName }, null, 2));
  return verdict === 'valid' ? 0 : 1;
}

async function keys(_: string[], { credentials, print }: Tools): Promise<number> {
  for (const { unitId, unitName, validFrom, validTo, revokedFrom } of await credentials.keys()) {
    const end = revokedFrom ? `bị lộ, không tính từ ${formatDateTime(revokedFrom)}` : validTo ? `thôi ký từ ${formatDateTime(validTo)}` : 'đang ký';
    print(`${unitId}  ${unitName}  từ ${formatDate(validFrom)}  ${end}`);
  }
  return 0;
}

async function rotate([target = '']: string[], tools: Tools): Promise<number> {
  const unit = named(target, tools);
  if (!unit) return fail(tools, `Không có đơn vị «${target}».`);
  await tools.credentials.rotate(unit);
  await record(tools, 'credentials.rotated', unit, {});
  tools.print(`${unit.name} ký bằng khóa mới từ bây giờ; giấy cũ vẫn đúng.`);
  await remindToSign(tools);
  if (unit.id === province.id) tools.print('Mỗi máy kiểm tra phải mở trang /xac-thuc một lần khi có mạng để biết khóa tỉnh mới.');
  return 0;
}

async function recover(args: string[], tools: Tools): Promise<number> {
  const options = { since: { type: 'string', default: '' }, status: { type: 'boolean' }, again: { type: 'boolean' } } as const;
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  if (values.again) return again(tools);
  if (values.status) return status(tools);
  const [target = ''] = positionals;
  const unit = named(target, tools);
  const since = new Date(/^\d{4}-\d{2}-\d{2}$/.test(values.since) ? `${values.since}T00:00:00+07:00` : values.since);
  if (!unit) return fail(tools, `Không có đơn vị «${target}».`);
  if (unit.id === province.id)
    return fail(tools, 'Khóa tỉnh bị lộ thì đổi khóa tỉnh: bin/motcua credentials rotate province, rồi mở lại /xac-thuc trên mỗi máy kiểm tra.');
  if (!(since <= tools.now())) return fail(tools, 'Cần --since: ngày cuối cùng còn chắc chắn khóa chưa lộ, viết như 2026-11-20, không ở tương lai.');
  const papers = await tools.db.transaction(async () => {
    const lost = await tools.credentials.recover(unit, since);
    await record(tools, 'credentials.recovered', unit, { since: since.toISOString(), lost: lost.length });
    return lost;
  });
  for (const line of told(unit, since, papers)) tools.print(line);
  await remindToSign(tools);
  return 0;
}

/** 0 when everything lost has been issued anew, so that a script can wait for it. */
async function status({ reissues, print }: Tools): Promise<number> {
  const { lines, over } = await reissues.standing();
  for (const line of lines) print(line);
  return over ? 0 : 1;
}

async function again({ reissues, print }: Tools): Promise<number> {
  const many = await reissues.again();
  print(many > 0 ? 'Đã gọi làm lại. Xem tiến độ: bin/motcua credentials recover --status' : 'Không còn giấy nào phải làm lại.');
  return 0;
}

function told({ name }: Named, since: Date, papers: Awaited<ReturnType<Credentials['recover']>>): string[] {
  return [
    `Mọi mã ${name} ký từ ${formatDateTime(since)} không còn được tin. Khóa mới đã thay, cấp giấy tiếp được ngay.`,
    `Kẻ có khóa cũ vẫn có thể ghi lùi ngày cấp về trước ${formatDateTime(since)}. Nghi ngờ thì chạy lại lệnh này với ngày sớm hơn.`,
    'Máy kiểm tra biết điều này khi tải danh sách lần tới; máy chưa có mạng còn tin khóa cũ, nhiều nhất 30 ngày.',
    ...listed(papers),
    ...(papers.length > 0 ? ['Chương trình cấp lại mã trong nền và báo người giữ giấy. Xem tiến độ: bin/motcua credentials recover --status'] : []),
  ];
}

async function lost([target = '']: string[], tools: Tools): Promise<number> {
  const unit = named(target, tools);
  if (!unit) return fail(tools, `Không có đơn vị «${target}».`);
  for (const line of listed(await tools.credentials.lost(unit))) tools.print(line);
  return 0;
}

function listed(papers: Awaited<ReturnType<Credentials['lost']>>): string[] {
  if (papers.length === 0) return ['Không giấy nào phải cấp lại.'];
  const lines = papers.map(({ dossier, number, subject, issuedAt }) => `  ${dossier}  ${number}  ${subject}  ${formatDateTime(issuedAt)}`);
  return [`${papers.length} giấy đang dùng phải cấp lại (hồ sơ, số, về ai hoặc xe nào, cấp lúc):`, ...lines];
}

async function listToSign(args: string[], { credentials, print }: Tools): Promise<number> {
  const { file = 'danh-sach-khoa.bin', pem } = await readPlaces(args);
  await writeFile(file, await credentials.keyListToSign(pem), { flag: 'wx' });
  print(`Đã ghi ${file}. Trên máy giữ khóa tỉnh: openssl dgst -sha256 -sign tinh.key -out chu-ky.der ${file}`);
  return 0;
}

async function listSigned(args: string[], tools: Tools): Promise<number> {
  const { file = '', signature = '', pem } = await readPlaces(args);
  const refusal = await tools.credentials.takeSignedKeyList({
    bytes: new Uint8Array(await readFile(file)),
    signature: new Uint8Array(await readFile(signature)),
    ...(pem && { pem }),
  });
  if (refusal) return fail(tools, refusal);
  await record(tools, 'credentials.list-signed', province, { newKey: pem !== undefined });
  // What waited for its new key to be known to phones.
  await tools.reissues.again();
  tools.print(`Danh sách khóa mới có hiệu lực.${pem ? ' Khóa tỉnh mới ở ngoài máy chủ; mỗi máy kiểm tra phải mở trang /xac-thuc một lần khi có mạng.' : ''}`);
  return 0;
}

/** Until the list is signed elsewhere and brought back, phones go by the old one. */
async function remindToSign({ credentials, print }: Tools): Promise<void> {
  if (!(await credentials.signsHere()))
    print('Khóa tỉnh ở máy khác: hãy xuất danh sách khóa và ký ngay (list-to-sign), trước đó máy kiểm tra còn theo danh sách cũ.');
}

async function readPlaces(args: string[]): Promise<{ file?: string | undefined; signature?: string | undefined; pem?: string }> {
  const { positionals, values } = parseArgs({ args, options: { key: { type: 'string' } }, allowPositionals: true });
  const [file, signature] = positionals;
  return { file, signature, ...(values.key && { pem: await readFile(values.key, 'utf8') }) };
}

function named(target: string, { unit }: Tools): Named | undefined {
  const found = unit(target);
  return found ? { id: found.id, name: found.fullName } : [lists, province].find(({ id }) => id === target);
}

function record({ audit }: Tools, action: string, unit: Named, detail: Record<string, unknown>): Promise<void> {
  return audit.record({ action, actor: program('bin/motcua credentials'), subject: { kind: 'unit', id: unit.id }, detail });
}

function fail({ print }: Tools, words: string): number {
  print(words);
  return 2;
}
