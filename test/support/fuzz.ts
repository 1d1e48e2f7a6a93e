import { sql } from '#kernel/db/index.ts';
import type { Role } from '#kernel/identity/actor.ts';
import type { Route } from '#kernel/web/index.ts';
import {
  aCitizenHasFiled,
  answersTo,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  officerPresses,
  photo,
} from '../../src/modules/dossiers/scenarios/steps.ts';
import { officeOf, type ScanLog, setPermits } from './fuzz-permits.ts';
import { type Dice, hostileNames, hostileSegments, hostileTexts } from './hostile.ts';
import type { TestProvince } from './province.ts';
import { type Fields, Visitor } from './visitor.ts';

/** A province in the middle of its work: dossiers at every stop, so that what is sent finds something to do. */
export type Scene = {
  province: TestProvince;
  lives: Life[];
  lots: string[];
  ids: Record<string, string[]>;
  forms: Map<string, Form>;
  citizenForm: Fields;
  scanLog: ScanLog;
};

type Form = { action: string; fields: Fields };

export async function setScene(province: TestProvince): Promise<Scene> {
  const file = () => aCitizenHasFiled(province, '2.000635', { chosen: { 'delivery.mode': 'desk' } });
  const lives: Life[] = [];
  for (let i = 0; i < 7; i++) lives.push(await file());
  const [, received, asked, assessed, signed, sealed, over] = lives as [Life, Life, Life, Life, Life, Life, Life];
  for (const life of [received, assessed, signed, sealed, over]) await itIsReceived(life);
  const why = { 'why.field:applicant.name': 'Xem lại giúp', 'why.paper:giay-to-tuy-than': 'Ảnh mờ' };
  await officerPresses(asked, 'sangmoc.motcua', 'Gửi phiếu yêu cầu bổ sung', { item: ['field:applicant.name', 'paper:giay-to-tuy-than'], ...why });
  for (const life of [assessed, signed, sealed, over]) await itIsAssessed(life);
  await officerPresses(signed, 'sangmoc.chutich', 'Ký duyệt');
  for (const life of [sealed, over]) await itIsSignedAndSealed(life);
  await itIsPaidAndGivenBack(over);
  const permits = await setPermits(province);
  const ids = { ...(await idsIn(province)), ...permits.ids };
  const { lots, scanLog } = permits;
  const scene: Scene = { province, lives, lots, ids, forms: new Map(), citizenForm: await answersTo(province, '2.000635'), scanLog };
  for (const { visitor, paths } of permits.pages) for (const path of paths) await learnForms(scene, visitor, path);
  for (const login of ['motcua', 'hotich', 'chutich', 'vanthu'].map((name) => `sangmoc.${name}`)) {
    const officer = await province.officer(login);
    for (const { id } of lives) await learnForms(scene, officer, `/can-bo/ho-so/${id}`);
    for (const path of ['/can-bo/ho-so', '/can-bo/phieu', '/can-bo/nhap/2.000635', '/can-bo/thiet-bi', '/can-bo/mat-khau'])
      await learnForms(scene, officer, path);
  }
  const admin = await province.officer('tinh.quantri');
  for (const path of ['/quan-tri', `/quan-tri/tai-khoan/${scene.ids.account?.[0]}`]) await learnForms(scene, admin, path);
  const stranger = await province.stranger();
  for (const path of ['/dich-vu-cong', '/dich-vu-cong/lam-tiep', '/tra-cuu', '/xac-thuc', '/can-bo/dang-nhap']) await learnForms(scene, stranger, path);
  await learnForms(scene, stranger, '/dich-vu-cong/2.000635/nop');
  await learnForms(scene, asked.citizen, '/tra-cuu/ho-so');
  return scene;
}

async function idsIn({ db }: TestProvince): Promise<Scene['ids']> {
  const ids = async (of: ReturnType<typeof sql>) => (await db.many<{ id: string }>(of)).map(({ id }) => id);
  // Those of the commune stand last: who tries one of each takes the last.
  const known = sql`order by d.procedure_code = '2.000635'`;
  return {
    id: await ids(sql`select d.id from dossiers.dossiers d ${known}`),
    result: await ids(sql`select r.id from dossiers.results r join dossiers.dossiers d on d.id = r.dossier_id ${known}`),
    slip: await ids(sql`select s.id from dossiers.slips s join dossiers.dossiers d on d.id = s.dossier_id ${known}`),
    file: await ids(sql`select distinct file_hash as id from dossiers.papers p join dossiers.dossiers d on d.id = p.dossier_id
      where file_hash is not null and d.procedure_code = '2.000635'`),
    account: await ids(sql`select id from kernel.accounts where login like 'thansa.%'`),
    code: [...(await ids(sql`select code as id from dossiers.dossiers`)), '2.000635'],
    procedure: ['2.000635', '1.001193', '2.002288', 'MC-GIAY-DI-DUONG'],
    upload: ['0'.repeat(32)],
  };
}

/** What the forms of a page ask, by the address they go to, with something plausible in every empty field. */
async function learnForms(scene: Scene, visitor: Visitor, path: string): Promise<void> {
  await visitor.open(path);
  const { $ } = visitor;
  for (const form of $('form').toArray()) {
    const fields: Fields = {};
    for (const { name, value } of $(form).serializeArray() as { name: string; value: string }[]) fields[name] = value || 'Chữ để thử';
    for (const input of $(form).find('[name]').toArray()) {
      const [name = '', type] = [$(input).attr('name'), $(input).attr('type')];
      if (type === 'file') fields[name] = photo();
      else fields[name] ??= $(input).attr('value') ?? $(input).find('option[value!=""]').first().attr('value') ?? 'Chữ để thử';
    }
    const action = $(form).attr('action') ?? path;
    const known = scene.forms.get(shapeOf(action));
    scene.forms.set(shapeOf(action), { action, fields: { ...known?.fields, ...fields } });
  }
}

/** Addresses that differ only in what they name have one form. */
export function shapeOf(path: string): string {
  return path.replace(/\?.*/, '').replace(/\/(?:[0-9a-f-]{32,64}|\d\.\d{6})(?=\/|$)/g, '/:');
}

/** One thing sent, and how it reads when it went wrong. */
export type Shot = { path: string; init: RequestInit; told: string };

const queries = ['q', 'tim', 'trang', 'ma', 'tiep', 'tu', 'den', 'hien', 'xong', 'loai', 'trang-thai', 'page', 'field', 'linh-vuc', 'cap', '__proto__'];

/** Something a browser, a broken machine or a bad person might send to this route. */
export function shotAt(scene: Scene, route: Route, dice: Dice): Shot {
  const path = pathOf(scene, route, dice) + queryOf(dice);
  const sends = route.method !== 'GET' && route.method !== 'HEAD';
  const { body, headers, told } = sends ? bodyOf(scene, route, path, dice) : { body: undefined, headers: {}, told: '' };
  const init: RequestInit = { method: route.method, redirect: 'manual', headers: { ...own, ...headers }, ...(body === undefined ? {} : { body }) };
  return { path, init, told: `${route.method} ${path.slice(0, 300)} ${told.slice(0, 600)}` };
}

const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };

function pathOf({ ids }: Scene, { path }: Route, dice: Dice): string {
  return path
    .replace(/:([a-zA-Z]+)/g, (_, name: string) => (dice.chance(0.75) ? dice.pick(ids[name] ?? hostileSegments) : dice.pick(hostileSegments)))
    .replace('*', () => dice.pick(hostileSegments));
}

function queryOf(dice: Dice): string {
  if (dice.chance(0.4)) return '';
  if (dice.chance(0.15)) return dice.pick(['?%', '?q=%ff%fe', '?q=%00', '?q[]=1&q[]=2', '?q=%ed%a0%80', '?&&&=', `?${'a=1&'.repeat(2000)}`, '?trang=%27']);
  const pairs = Array.from({ length: 1 + dice.below(3) }, () => [dice.pick(queries), dice.pick(hostileTexts).slice(0, 8000).toWellFormed()]);
  return `?${new URLSearchParams(pairs as [string, string][]).toString()}`;
}

type Sent = { body: BodyInit; headers: Record<string, string>; told: string };

function bodyOf(scene: Scene, route: Route, path: string, dice: Dice): Sent {
  if (route.path.startsWith('/tep/')) return pieceOf(dice);
  if (route.path.startsWith('/api/')) return jsonOf(dice);
  if (route.path.startsWith('/xac-thuc/so') && dice.chance(0.7)) return scansOf(scene, dice);
  if (dice.chance(0.2)) return brokenBody(dice);
  const fields = spoil(baseOf(scene, route, path, dice), dice);
  const multipart = dice.chance(0.5) || fields.some(([, value]) => value instanceof File);
  const told = JSON.stringify(fields.map(([name, value]) => [name.slice(0, 60), value instanceof File ? `file ${value.name}` : value.slice(0, 60)]));
  if (!multipart) return { body: new URLSearchParams(fields.map(([name, value]) => [name, String(value)])), headers: {}, told };
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return { body: form, headers: {}, told };
}

function baseOf(scene: Scene, route: Route, path: string, dice: Dice): [string, string | File][] {
  const learned = scene.forms.get(shapeOf(path))?.fields ?? scene.forms.get(shapeOf(route.path.replace(/:[a-z]+/gi, '2.000635')))?.fields;
  const filing = /:procedure/.test(route.path) && route.method === 'POST';
  const fields: Fields = {
    ...learned,
    ...(filing ? { ...scene.citizenForm, unit: 'm05719', step: dice.pick(['review', 'send', 'save', 'edit', 'scan']) } : {}),
  };
  if (filing && dice.chance(0.8)) delete fields.request;
  if ('revision' in fields) fields.revision = String(dice.below(8));
  return Object.entries(fields).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one): [string, string | File] => [name, one]));
}

function spoil(fields: [string, string | File][], dice: Dice): [string, string | File][] {
  const spoiled = [...fields];
  for (let times = 1 + dice.below(3); times > 0; times--) {
    const at = dice.below(spoiled.length || 1);
    const [name = dice.pick(hostileNames), value = ''] = spoiled[at] ?? [];
    const hostile = dice.pick(hostileTexts);
    switch (dice.below(7)) {
      case 0:
        spoiled.splice(at, 1);
        break;
      case 1:
        spoiled.push([name, hostile]);
        break;
      case 2:
        spoiled.push([dice.pick(hostileNames), hostile.slice(0, 1000)]);
        break;
      case 3:
        spoiled[at] = [name, strangeFile(dice)];
        break;
      case 4:
        spoiled.push([dice.pick(hostileNames), strangeFile(dice)]);
        break;
      default:
        spoiled[at] = [name, typeof value === 'string' ? hostile : strangeFile(dice)];
    }
  }
  return spoiled;
}

function strangeFile(dice: Dice): File {
  const contents = [
    new Uint8Array(),
    photo(),
    '%PDF-1.7\n%%EOF',
    '<svg onload=1>',
    new Uint8Array(70_000),
    'GIF89a',
    '%PDF-1.7 /JS /Encrypt 1 0 R %%EOF',
    '\xff\xd8\xff\xe0',
  ];
  return new File([dice.pick(contents)], dice.pick(hostileTexts).slice(0, 400).toWellFormed(), {
    type: dice.pick(['image/png', 'text/html', '', 'application/pdf']),
  });
}

function brokenBody(dice: Dice): Sent {
  const form = 'application/x-www-form-urlencoded';
  const part = '--b\r\nContent-Disposition: form-data; name="step"\r\n\r\nreview\r\n';
  const [headers, body] = dice.pick<[Record<string, string>, string | Uint8Array]>([
    [{ 'content-type': form }, 'step=%&a=%E0%A4%A&%ff=%fe&=&&==&a'],
    [{ 'content-type': form }, new Uint8Array([0x61, 0x3d, 0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80])],
    [{ 'content-type': form }, 'a=1&'.repeat(60_000)],
    [{ 'content-type': 'multipart/form-data; boundary=b' }, part],
    [{ 'content-type': 'multipart/form-data; boundary=b' }, part.slice(0, 30)],
    [{ 'content-type': 'multipart/form-data; boundary=b' }, `${part.repeat(2000)}--b--\r\n`],
    [{ 'content-type': 'multipart/form-data; boundary=b' }, `--b\r\nContent-Disposition: form-data; name="x\0"; filename="\r\n"\r\n\r\n1\r\n--b--\r\n`],
    [{ 'content-type': 'multipart/form-data' }, part],
    [{ 'content-type': `multipart/form-data; boundary=${'b'.repeat(500)}` }, part],
    [{ 'content-type': 'application/json' }, '{"step":["send"],"unit":{"a":1}}'],
    [{ 'content-type': 'text/xml' }, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    [{ 'content-type': 'x/;;;' }, 'x'],
  ]);
  return { headers, body: body as BodyInit, told: `${JSON.stringify(headers).slice(0, 100)} ${String(body).slice(0, 100)}` };
}

function jsonOf(dice: Dice): Sent {
  const text = JSON.stringify(dice.pick(hostileTexts));
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const body = dice.pick(
    [
      `{"credential":${text}}`,
      '{"credential":["x"]}',
      '{"credential":{"a":1}}',
      '{"credential":1e999}',
      '{"credential":null}',
      '[]',
      'null',
      '"x"',
      '{',
      '',
      deep,
    ].concat([
      '{"__proto__":{"credential":"x"}}',
      '{"credential":"x","credential":5}',
      '{"credential":"HTTP://LOCALHOST:3000/X#AAAA"}',
      `{"credential":"${'A'.repeat(4990)}"}`,
    ]),
  );
  return { body, headers: { 'content-type': dice.pick(['application/json', 'text/json', 'application/json; charset=utf-16']) }, told: body.slice(0, 200) };
}

/** A right log of a phone at a checkpoint, with one thing in it spoiled. */
function scansOf({ scanLog, ids }: Scene, dice: Dice): Sent {
  const log: Record<string, unknown> = { ...structuredClone(scanLog), code: 'ABCDEFGH', key: 'A'.repeat(87), name: 'Máy mẫu' };
  const strange = dice.pick<unknown>([
    dice.pick(hostileTexts),
    null,
    -1,
    9e15,
    [],
    [[]],
    {},
    [null],
    [{ payload: '', signature: '' }],
    dice.pick(ids.device ?? []),
    true,
  ]);
  const [entry] = log.entries as Record<string, unknown>[];
  if (entry && dice.chance(0.5)) entry[dice.pick(['payload', 'signature', '__proto__'])] = strange;
  else log[dice.pick(Object.keys(log))] = strange;
  const body = JSON.stringify(log).toWellFormed();
  return { body, headers: { 'content-type': 'application/json' }, told: body.slice(0, 300) };
}

function pieceOf(dice: Dice): Sent {
  const headers: Record<string, string> = {
    'tus-resumable': dice.pick(['1.0.0', '9', '']),
    'upload-length': dice.pick(['10', '-1', '1e3', '0', 'NaN', '99999999999', '1.5', '']),
    'upload-metadata': dice.pick(['filename YQ==', 'filename ////', 'filename', `filename ${'QQ=='.repeat(2000)}`, 'x,,, y z']),
    'upload-offset': dice.pick(['0', '-1', 'x', '999999999999']),
    'upload-token': dice.pick(['x', '', 'A'.repeat(5000)]),
    'content-type': dice.pick(['application/offset+octet-stream', 'text/plain', 'multipart/form-data']),
  };
  return { body: 'abc', headers, told: JSON.stringify(headers).slice(0, 300) };
}

/** A browser with this role and nothing left over from before; undefined is a stranger, 'citizen' one with a dossier open. */
export async function someone(scene: Scene, who: Role | 'stranger' | 'citizen', dice: Dice): Promise<Visitor> {
  const { province } = scene;
  if (who === 'stranger') return province.stranger();
  const login = dice.chance(0.5) ? officeOf[who] : undefined;
  if (who !== 'citizen') return login ? province.officer(login) : province.officerWith(who);
  const visitor = await province.stranger();
  const { identity } = province.platform;
  visitor.cookies.set('motcua-ho-so', identity.grantAccess(dice.pick(scene.lives).id));
  visitor.cookies.set('motcua-lo', identity.grantAccess(dice.pick(scene.lots)));
  visitor.cookies.set('motcua-gia-han', identity.grantAccess(dice.pick(scene.ids.reminder ?? [''])));
  return visitor;
}
