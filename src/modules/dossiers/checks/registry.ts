import { addDays, formatDateTime, formatDay, localDate } from '#kernel/calendar/index.ts';
import { type Answers, type CheckKind, type CheckRule, doubtAboutPlate, papersFor } from '../procedures/index.ts';
import { covers, daysIn, overlap, type Period, periodInWords } from './period.ts';
import { type Check, type Finding, itemsAt, type Looked, thingOf } from './subject.ts';

/** Every check a package may name: what it is called on screen, and how it looks. */
export const registry: Record<CheckKind, { title: string; look: Check }> = {
  'no-other-permit': { title: 'Giấy khác còn hạn', look: noOtherPermit },
  'not-taken-back': { title: 'Giấy bị thu hồi', look: notTakenBack },
  'not-twice': { title: 'Trùng hồ sơ', look: notTwice },
  'in-date': { title: 'Còn hạn', look: inDate },
  fresh: { title: 'Xét nghiệm', look: fresh },
  'plate-known': { title: 'Biển số', look: plateKnown },
  'period-within': { title: 'Thời gian xin', look: periodWithin },
  'papers-there': { title: 'Giấy tờ', look: papersThere },
};

/** Does the thing already hold a permit of this procedure in the days asked for? */
function noOtherPermit(looked: Looked, rule: CheckRule): Finding[] {
  return itemsAt(looked, rule).map((item) => {
    // A renewal may overlap with the permit whose place it takes, unless that one is suspended: then the suspension is settled first.
    const own = (permit: Looked['permits'][number]) => permit.renewedBy.includes(looked.dossier.id) && !permit.suspendedAt;
    const held = looked.permits.filter((permit) => permit.thing === thingOf(item) && !permit.revokedAt && !own(permit));
    return { about: item.about, ...gravestOf(held.map((permit) => otherPermit(looked.period, permit))) };
  });
}

function otherPermit(asked: Period, permit: Looked['permits'][number]): Finding {
  const holds = { from: localDate(permit.validFrom), to: permit.validUntil && localDate(permit.validUntil) };
  const shared = overlap(asked, holds);
  if (!shared) return free;
  const named = `giấy số ${permit.numberText}, có giá trị ${periodInWords(holds)}`;
  if (permit.suspendedAt)
    return {
      verdict: 'fail',
      words: `Xe đang có ${named}, bị đình chỉ từ ${formatDateTime(permit.suspendedAt)} (${permit.suspendedWhy}). Giải quyết việc đình chỉ trước.`,
    };
  if (permit.renewed) return { verdict: 'pass', words: `Xin gia hạn ${named}: giấy mới thay giấy đó.` };
  if (covers(holds, asked)) return { verdict: 'fail', words: `Đã có ${named}, trùm cả thời gian xin. Không cần cấp nữa, hoặc thu hồi giấy cũ trước.` };
  const mend = holds.to !== null && holds.from <= asked.from ? ` Nên cho giấy mới bắt đầu từ ${formatDay(addDays(holds.to, 1))}.` : '';
  return { verdict: 'doubt', words: `Đã có ${named}, trùng ${daysIn(shared)} ngày với thời gian xin.${mend}` };
}

const free: Finding = { verdict: 'pass', words: 'Không có giấy nào khác trong thời gian xin.' };

/** Was a permit for the thing taken back of late? Then a person looks before there is a new one. */
function notTakenBack(looked: Looked, rule: CheckRule): Finding[] {
  const since = addDays(looked.today, -(rule.within?.value ?? 0));
  return itemsAt(looked, rule).map((item): Finding => {
    const back = looked.permits.find(({ thing, revokedAt }) => thing === thingOf(item) && revokedAt && localDate(revokedAt) >= since);
    if (!back?.revokedAt) return { about: item.about, verdict: 'pass', words: 'Không có giấy nào bị thu hồi gần đây.' };
    const why = back.revokedWhy ? ` (${back.revokedWhy})` : '';
    return {
      about: item.about,
      verdict: 'doubt',
      words: `Giấy số ${back.numberText} bị thu hồi ${formatDateTime(back.revokedAt)}${why}. Xem lý do trước khi cấp lại.`,
    };
  });
}

/** Is the thing asked for in another open dossier, or twice in this one? */
function notTwice(looked: Looked, rule: CheckRule): Finding[] {
  const items = itemsAt(looked, rule);
  return items.map((item) => {
    const again = items.find((other) => other.position !== item.position && thingOf(other) !== '' && thingOf(other) === thingOf(item));
    if (again)
      return { about: item.about, verdict: 'fail', words: `Khai hai lần trong hồ sơ này, ở mục ${item.position} và mục ${again.position}. Bỏ bớt một mục.` };
    const others = looked.others.filter(({ thing }) => thing === thingOf(item));
    return {
      about: item.about,
      ...gravestOf(
        others.map((other) => otherDossier(looked, other)),
        alone,
      ),
    };
  });
}

/** Of two dossiers the later one is too many; the earlier one is only worth a look. A time that cannot be read may be any time. */
function otherDossier({ dossier, period }: Looked, other: Looked['others'][number]): Finding {
  const asks = other.from && other.to ? { from: other.from, to: other.to } : period;
  if (!overlap(period, asks)) return alone;
  const { id, code, receivingUnit, decidingUnit } = other;
  const earlier = other.submittedAt < dossier.submittedAt || (other.submittedAt.getTime() === dossier.submittedAt.getTime() && other.code < dossier.code);
  return {
    verdict: earlier ? 'fail' : 'doubt',
    words: `Còn một hồ sơ khác xin cho biển số này, nộp ${earlier ? 'trước, ' : 'sau, '}lúc ${formatDateTime(other.submittedAt)}, xin ${periodInWords(asks)}, chưa xong. Chỉ giữ một hồ sơ.`,
    see: { id, code, receivingUnit, decidingUnit },
  };
}

const alone: Finding = { verdict: 'pass', words: 'Không trùng hồ sơ nào đang giải quyết.' };

/** Does a paper of the thing (đăng kiểm, hợp đồng) hold to the end of the days asked for? */
function inDate(looked: Looked, rule: CheckRule): Finding[] {
  const { from, to } = looked.period;
  const last = to ?? from;
  return itemsAt(looked, rule).map(({ answer, about }): Finding => {
    if (answer === undefined) return { about, verdict: 'doubt', words: 'Chưa khai ngày hết hạn; xem trên giấy tờ đính kèm.' };
    const until = String(answer);
    if (until >= last) return { about, verdict: 'pass', words: `Còn hạn đến ${formatDay(until)}.` };
    const when = until < from ? 'trước ngày bắt đầu' : `trước ngày cuối xin cấp ${formatDay(last)}`;
    const mend = until < from ? 'Phải gia hạn rồi mới cấp.' : `Xin đến hết ${formatDay(until)} thì được.`;
    return { about, verdict: 'fail', words: `Hết hạn ngày ${formatDay(until)}, ${when}. ${mend}` };
  });
}

/** Is a test no older than so many hours when the journey begins? Only its day is known, so whole days are counted, to the good of who asks. */
function fresh(looked: Looked, rule: CheckRule): Finding[] {
  const hours = rule.within?.value ?? 0;
  const starts = looked.period.from > looked.sent ? looked.period.from : looked.sent;
  const oldest = addDays(starts, -Math.floor(hours / 24));
  return itemsAt(looked, rule).map(({ answer, about }): Finding => {
    if (answer === undefined) return { about, verdict: 'doubt', words: 'Chưa khai ngày lấy mẫu; xem trên giấy tờ đính kèm.' };
    const taken = String(answer);
    if (taken > looked.today) return { about, verdict: 'fail', words: `Ngày lấy mẫu ${formatDay(taken)} còn ở phía trước; người nộp phải ghi lại cho đúng.` };
    if (taken >= oldest)
      return { about, verdict: 'pass', words: `Lấy mẫu ngày ${formatDay(taken)}, còn trong ${hours} giờ khi bắt đầu đi ${formatDay(starts)}.` };
    return {
      about,
      verdict: 'fail',
      words: `Lấy mẫu ngày ${formatDay(taken)}, quá ${hours} giờ khi bắt đầu đi ${formatDay(starts)}. Cần kết quả lấy từ ${formatDay(oldest)}.`,
    };
  });
}

/** Does the plate look like one, and which province gave it out? */
function plateKnown(looked: Looked, rule: CheckRule): Finding[] {
  return itemsAt(looked, rule).map(({ answer, about, shown }): Finding => {
    const kept = String(answer ?? '');
    const doubt = doubtAboutPlate(kept);
    if (doubt) return { about, verdict: 'doubt', words: doubt };
    const digits = kept.slice(0, 2);
    const province = looked.plates[digits];
    if (province) return { about, verdict: 'pass', words: `${shown} là biển ${province}.` };
    if (!/^\d{2}[A-Z]/.test(kept)) return { about, verdict: 'pass', words: `${shown} là biển ngoại giao, nước ngoài.` };
    return { about, verdict: 'doubt', words: `Không tỉnh nào dùng đầu số ${digits}; so lại với đăng ký xe.` };
  });
}

/** Is it asked for days that are still to come, in the right order, and not for too long? */
function periodWithin({ period, today }: Looked, { within }: CheckRule): Finding[] {
  const most = within?.value ?? 0;
  const asked = periodInWords(period);
  if (period.to === null) return [{ verdict: 'fail', words: `Xin không ghi ngày cuối; nhiều nhất ${most} ngày.` }];
  if (period.to < period.from)
    return [{ verdict: 'fail', words: `Ngày cuối ${formatDay(period.to)} đứng trước ngày đầu ${formatDay(period.from)}; người nộp phải sửa lại.` }];
  if (period.to < today) return [{ verdict: 'fail', words: `Thời gian xin ${asked} đã qua; người nộp phải xin ngày khác.` }];
  const days = daysIn(period);
  if (days <= most) return [{ verdict: 'pass', words: `Xin ${days} ngày, ${asked}.` }];
  return [{ verdict: 'fail', words: `Xin ${days} ngày, ${asked}; nhiều nhất ${most} ngày, tức đến hết ${formatDay(addDays(period.from, most - 1))}.` }];
}

/** Are the papers there that these answers ask for, and those this check insists on? */
function papersThere({ dossier, procedure, papers }: Looked, rule: CheckRule): Finding[] {
  const wanted = procedure.papers.filter(({ id }) => rule.papers?.includes(id));
  const always = papersFor(procedure, dossier.form as Answers, dossier.channel).filter(({ optional }) => !optional);
  const missing = [...new Set([...always, ...wanted])].filter(({ id }) => !papers.has(id)).map(({ name }) => name);
  if (missing.length === 0) return [{ verdict: 'pass', words: `Đủ ${new Set([...always, ...wanted]).size} loại giấy tờ.` }];
  return [{ verdict: 'fail', words: `Thiếu: ${missing.join('; ')}. Yêu cầu người nộp bổ sung.` }];
}

const gravity = { fail: 2, doubt: 1, pass: 0 };

function gravestOf(findings: readonly Finding[], none: Finding = free): Finding {
  return findings.toSorted((a, b) => gravity[b.verdict] - gravity[a.verdict])[0] ?? none;
}
