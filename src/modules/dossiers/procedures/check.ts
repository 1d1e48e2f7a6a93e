import { describeLimit, type Limit } from '#kernel/calendar/index.ts';
import type { Role } from '#kernel/identity/actor.ts';
import { isOver, type RouteStop, refusalOf, type State, standAt, states, type Step, stateNames, steps, stopAfter, type Verb } from '../dossier.ts';
import { messageKinds } from './archetypes/archetype.ts';
import { placeholders } from './archetypes/common.ts';
import { conditionFault, type Problem, questionAt } from './build-form.ts';
import { checkChecks } from './check-checks.ts';
import { type CompiledProcedure, compile } from './compile.ts';
import { isLonger } from './limits.ts';
import type { Fault, Loaded } from './load.ts';
import { placeholdersIn } from './messages.ts';
import { editionOf, type ProfileName } from './schema.ts';

/** A unit that offers procedures, with the roles somebody holds there today. */
export type StaffedUnit = { id: string; name: string; level: 'province' | 'district' | 'commune' | 'agency'; roles: readonly Role[] };

/** What the checker compares a package with; what is not given is not checked. */
export type Surroundings = { units?: readonly StaffedUnit[]; lawLimit?: { is: Limit; basis: string } };

export type CheckedPackage = { procedure: CompiledProcedure; faults?: undefined } | { procedure?: undefined; faults: Fault[] };

/** Compiles and checks a loaded package for one era: a procedure that can be published, or every fault with its line. */
export function checkPackage(loaded: Loaded, profile: ProfileName, around: Surroundings = {}): CheckedPackage {
  if (loaded.faults) return { faults: loaded.faults };
  const edition = editionOf(loaded.pkg, profile);
  if (!edition) return { faults: [{ line: loaded.lineOf(['profiles']), says: `Gói này không có thời kỳ ${profile}.` }] };
  const { procedure, problems } = compile(edition);
  const all = procedure ? [...problems, ...checkProcedure(procedure, around)] : problems;
  const lineOf = ({ path }: Problem) =>
    loaded.pkg.profiles[profile] && path[0] && path[0] in loaded.pkg.profiles[profile] ? loaded.lineOf(['profiles', profile, ...path]) : loaded.lineOf(path);
  if (!procedure || all.length > 0) return { faults: all.map((problem) => ({ line: lineOf(problem), says: problem.says })) };
  return { procedure };
}

/** Everything a compiled procedure can be refused for. */
export function checkProcedure(procedure: CompiledProcedure, around: Surroundings = {}): Problem[] {
  return [
    ...checkRoute(procedure.route),
    ...checkHolders(procedure, around.units ?? []),
    ...checkFee(procedure),
    ...checkLimits(procedure, around.lawLimit),
    ...checkMessages(procedure),
    ...checkStatuses(procedure),
    ...checkPapers(procedure),
    ...checkResult(procedure),
    ...checkChecks(procedure),
    ...checkOnline(procedure),
  ];
}

const finishing: Record<Step, Verb> = { receive: 'receive', assess: 'assess', approve: 'approve', seal: 'seal', 'give-back': 'giveBack' };

/** Walks the route through the table of moves: a step that cannot be entered or left is refused. */
function checkRoute(route: readonly RouteStop[]): Problem[] {
  const problems: Problem[] = [];
  const say = (i: number, says: string) => problems.push({ path: ['route', i], says });
  if (route[0]?.step !== 'receive') say(0, 'Bước đầu tiên phải là «receive» (tiếp nhận), nếu không hồ sơ mới nộp không ai mở được.');
  if (route.at(-1)?.step !== 'give-back') say(route.length - 1, 'Bước cuối phải là «give-back» (trả kết quả), nếu không hồ sơ không ra khỏi bước này được.');
  route.forEach((stop, i) => {
    const before = route.findIndex(({ step }) => step === stop.step);
    if (before < i) say(i, `Bước «${stop.step}» đã có ở trên; hồ sơ không bao giờ tới được bước thứ hai này.`);
    else if (i > 0 && steps.indexOf(stop.step) < steps.indexOf(route[i - 1]?.step ?? 'receive'))
      say(i, `Bước «${stop.step}» đứng sau «${route[i - 1]?.step}» nên không ai tới được; thứ tự là ${steps.join(' → ')}.`);
    const stuck = whyStuck(stop);
    if (stuck) say(i, stuck);
  });
  if (!route.some(({ step }) => step === 'approve')) say(0, 'Không có bước «approve» (ký duyệt): không ai ký kết quả.');
  return problems;
}

function whyStuck(stop: RouteStop): string | undefined {
  const units = { receivingUnit: 'nơi nhận', decidingUnit: 'nơi quyết định' };
  const at = standAt(stop, units);
  const holder = { kind: 'officer' as const, accountId: '', name: '', unitName: '', position: '', unitId: at.holderUnit, roles: [stop.role] };
  const refusal = refusalOf(finishing[stop.step], { ...at, ...units, mayPostpone: true }, holder);
  return refusal && `Người giữ bước «${stop.step}» (${stop.role}, ${stop.at}) không làm xong được bước này: ${refusal.refusal}`;
}

function checkHolders(procedure: CompiledProcedure, units: readonly StaffedUnit[]): Problem[] {
  const receiving = units.filter((unit) => unit.level !== 'agency' && procedure.offered_by.includes(unit.level));
  const departments = units.filter((unit) => unit.id === procedure.department);
  const deciding = procedure.department ? departments : receiving;
  // Nobody here works on what has gone to another body.
  if (procedure.moved) return [];
  const none = procedure.department && units.length > 0 && departments.length === 0;
  const lost = none ? [{ path: ['department'], says: `Không có cơ quan nào mang mã «${procedure.department}» trong dữ liệu tổ chức.` }] : [];
  // At province level the department's own desk receives.
  const receivers =
    procedure.department && procedure.offered_by.includes('province') ? [...receiving.filter(({ level }) => level !== 'province'), ...departments] : receiving;
  return [
    ...lost,
    ...procedure.route.flatMap((stop, i) => {
      const empty = (stop.at === 'receiving' ? receivers : deciding).filter(({ roles }) => !roles.includes(stop.role));
      if (empty.length === 0) return [];
      const more = empty.length > 3 ? ` và ${empty.length - 3} nơi khác` : '';
      const names = empty
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', ');
      return [{ path: ['route', i], says: `Bước «${stop.step}» cần vai «${stop.role}», nhưng chưa ai giữ vai này ở ${names}${more}. Hãy phân vai trước.` }];
    }),
  ];
}

function checkFee({ fee, form }: CompiledProcedure): Problem[] {
  const problems: Problem[] = [];
  const costs = 'council' in fee || ('amount' in fee && fee.amount > 0);
  if (costs && !fee.basis) problems.push({ path: ['fee'], says: 'Có thu tiền mà chưa ghi căn cứ; thêm «basis: số văn bản».' });
  if ('free' in fee) return problems;
  for (const count of 'amount' in fee ? [fee.count, fee.times] : []) {
    if (count && !questionAt(form, count) && !form.sections.some((section) => section.id === count && section.repeat))
      problems.push({ path: ['fee'], says: `Tính tiền theo ô «${count}», nhưng mẫu đơn không có ô này.` });
  }
  if ('amount' in fee && fee.per !== 'dossier' && !fee.count)
    problems.push({ path: ['fee'], says: `Thu theo «${fee.per}» thì phải ghi «count: ô chứa số lượng».` });
  for (const [i, relief] of (fee.relief ?? []).entries()) {
    const says = conditionFault(form, relief.when);
    if (says) problems.push({ path: ['fee', 'relief', i], says: `Miễn giảm «${relief.why}»: ${says}` });
  }
  return problems;
}

function checkLimits({ limits, limit_cases: cases = [], form }: CompiledProcedure, law: { is: Limit; basis: string } | undefined): Problem[] {
  if (Object.keys(limits).length === 0) return [{ path: ['limit'], says: 'Chưa có thời hạn cho cách nộp nào.' }];
  for (const [i, { when }] of cases.entries()) {
    const says = conditionFault(form, when);
    if (says) return [{ path: ['limit_cases', i], says: `Thời hạn riêng: ${says}` }];
  }
  if (!law) return [];
  if (cases.some(({ limit }) => isLonger(limit, law.is)))
    return [{ path: ['limit_cases'], says: `Có thời hạn riêng dài hơn luật cho phép: ${describeLimit(law.is)} theo ${law.basis}.` }];
  const longer = Object.entries(limits).filter(([, limit]) => isLonger(limit, law.is));
  return longer.slice(0, 1).map(([channel, limit]) => ({
    path: ['limit'],
    says: `Thời hạn ${describeLimit(limit)} (${channel}) dài hơn luật cho phép: ${describeLimit(law.is)} theo ${law.basis}.`,
  }));
}

function checkMessages({ messages }: CompiledProcedure): Problem[] {
  return Object.entries(messages).flatMap(([kind, message]) => {
    const known = messageKinds.find((name) => name === kind);
    if (!known) return [{ path: ['messages', kind], says: `Không có loại tin «${kind}»; các loại: ${messageKinds.join(', ')}.` }];
    return placeholdersIn(message)
      .filter((name) => !placeholders[known].includes(name))
      .map((name) => ({
        path: ['messages', kind],
        says: `Tin «${kind}» có chỗ trống lạ {${name}}; dùng được: ${placeholders[known].map((one) => `{${one}}`).join(' ')}.`,
      }));
  });
}

function checkStatuses({ statuses, route }: CompiledProcedure): Problem[] {
  const unknown = Object.keys(statuses).filter((state) => !states.some((known) => known === state));
  const missing = reachable(route).filter((state) => !statuses[state]);
  return [
    ...unknown.map((state) => ({ path: ['statuses', state], says: `Không có trạng thái «${state}»; các trạng thái: ${states.join(', ')}.` })),
    ...missing.map((state) => ({ path: ['statuses'], says: `Trạng thái «${stateNames[state]}» chưa có mã quốc gia (1–10).` })),
  ];
}

/** The states a dossier on this route can be in. */
export function reachable(route: readonly RouteStop[]): State[] {
  const units = { receivingUnit: '', decidingUnit: '' };
  const along = route.slice(0, -1).map((stop) => stopAfter(route, stop.step, units).state);
  const aside = states.filter((state) => isOver(state) || state === 'awaiting-supplement' || state === 'assessing');
  return [...new Set<State>(['submitted', ...along, ...aside])];
}

function checkPapers({ papers, form }: CompiledProcedure): Problem[] {
  const ids = papers.map(({ id }) => id);
  return papers.flatMap((paper, i) => {
    const fault = paper.when && conditionFault(form, paper.when);
    return [
      ...(ids.indexOf(paper.id) < i ? [{ path: ['papers', i], says: `Mã giấy tờ «${paper.id}» bị trùng; cán bộ sẽ không chỉ rõ được giấy nào sai.` }] : []),
      ...(fault ? [{ path: ['papers', i, 'when'], says: `Giấy tờ «${paper.name}»: ${fault}` }] : []),
    ];
  });
}

function checkResult({ result, form }: CompiledProcedure): Problem[] {
  const lostDay = [result.until, result.from].find((name) => name && questionAt(form, name)?.input !== 'date');
  const carried = [...(result.renewal?.ask_again ?? []), ...Object.keys(result.renewal?.answers ?? {})];
  const lostRenewal = carried.find((name) => !questionAt(form, name) && !form.sections.some(({ id }) => id === name));
  const endless = result.remind && !result.until && !result.valid;
  const lostThing = result.thing && !questionAt(form, result.thing);
  const lostPart = result.each && !form.sections.some((section) => section.id === result.each && section.repeat);
  const nameless = result.about.length === 0 && !result.each;
  const unknown = result.omit.filter((name) => !questionAt(form, name) && !form.sections.some(({ id }) => id === name));
  const unasked = result.about.filter((name) => !questionAt(form, name));
  return [
    ...(nameless ? [{ path: ['result'], says: 'Kết quả nói về ai, về cái gì? Thêm «about: [child.name]» chẳng hạn; ai quét mã QR cũng thấy điều đó.' }] : []),
    ...unknown.map((name) => ({ path: ['result', 'omit'], says: `Trên giấy bỏ «${name}», nhưng mẫu đơn không có phần hay ô đó.` })),
    ...unasked.map((name) => ({ path: ['result', 'about'], says: `Kết quả nói về ô «${name}», nhưng mẫu đơn không có ô đó.` })),
    ...(lostDay ? [{ path: ['result', 'until'], says: `Thời hạn của kết quả lấy theo ô «${lostDay}», nhưng mẫu đơn không có ô ngày đó.` }] : []),
    ...(lostRenewal ? [{ path: ['result', 'renewal'], says: `Khi gia hạn nói đến «${lostRenewal}», nhưng mẫu đơn không có phần hay ô đó.` }] : []),
    ...(endless ? [{ path: ['result', 'remind'], says: 'Nhắc trước khi hết hạn, nhưng kết quả không có hạn: thêm «valid» hoặc «until».' }] : []),
    ...(lostThing ? [{ path: ['result', 'thing'], says: `Kết quả cấp cho ô «${result.thing}», nhưng mẫu đơn không có ô đó.` }] : []),
    ...(lostPart ? [{ path: ['result', 'each'], says: `Mỗi «${result.each}» một kết quả, nhưng mẫu đơn không có phần lặp đó.` }] : []),
  ];
}

function checkOnline({ online, online_reason, limits }: CompiledProcedure): Problem[] {
  if (online === 'full' && !limits.online) return [{ path: ['online'], says: 'Ghi «toàn trình» mà không có thời hạn cho cách nộp trực tuyến.' }];
  return online !== 'full' && !online_reason ? [{ path: ['online'], says: 'Không làm toàn trình thì phải công khai lý do: thêm «online_reason».' }] : [];
}
