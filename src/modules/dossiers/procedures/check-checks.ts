import { type Problem, questionAt } from './build-form.ts';
import type { CompiledProcedure } from './compile.ts';
import type { CheckKind, CheckRule } from './schema.ts';

/** What a kind of check cannot work without. */
const needs: Record<CheckKind, { at?: 'thing' | 'date' | 'question'; within?: 'hour' | 'calendar-day'; period?: boolean }> = {
  'no-other-permit': { at: 'thing' },
  'not-taken-back': { at: 'thing', within: 'calendar-day' },
  'not-twice': { at: 'thing' },
  'in-date': { at: 'date', period: true },
  fresh: { at: 'date', within: 'hour' },
  'plate-known': { at: 'question' },
  'period-within': { within: 'calendar-day', period: true },
  'papers-there': {},
};

/** Refuses checks (máy kiểm tra) that could never look at anything, and issuing by rule where nothing is looked at. */
export function checkChecks(procedure: CompiledProcedure): Problem[] {
  return [...wrongChecks(procedure), ...wrongAutoIssue(procedure)];
}

function wrongAutoIssue({ auto_issue: auto, checks, route, fee }: CompiledProcedure): Problem[] {
  if (!auto) return [];
  const faults = [
    checks.length === 0 && 'Tự động cấp thì phải có ít nhất một kiểm tra.',
    !('free' in fee) && 'Tự động cấp chỉ cho thủ tục không thu lệ phí: chưa thu thì chưa được trả.',
    !route.some(({ step }) => step === 'seal') && 'Tự động cấp thì kết quả phải được đóng dấu: đó là chữ ký duy nhất trên giấy.',
  ];
  return faults.filter((says) => says !== false).map((says) => ({ path: ['auto_issue'], says }));
}

function wrongChecks(procedure: CompiledProcedure): Problem[] {
  const ids = procedure.checks.map(({ id, check }) => id ?? check);
  return procedure.checks.flatMap((rule, i) => {
    const double = ids.indexOf(ids[i] ?? '') < i;
    const faults = [
      double && `Kiểm tra «${ids[i]}» đã có ở trên; thêm «id: tên-khác».`,
      faultAt(procedure, rule),
      faultWithin(rule),
      ...faultsElsewhere(procedure, rule),
    ];
    return faults.filter((says) => says !== undefined && says !== false).map((says) => ({ path: ['checks', i], says }));
  });
}

function faultAt({ form, result }: CompiledProcedure, { check, at }: CheckRule): string | undefined {
  const needed = needs[check].at;
  if (!needed) return at && `Kiểm tra «${check}» không nhìn vào ô nào; bỏ «at».`;
  if (!at) return `Kiểm tra «${check}» nhìn vào ô nào? Thêm «at: phần.ô».`;
  const question = questionAt(form, at);
  if (!question) return `Kiểm tra «${check}» nhìn vào ô «${at}», nhưng mẫu đơn không có ô đó.`;
  if (needed === 'date' && question.input !== 'date') return `Kiểm tra «${check}» cần một ô ngày; «${at}» không phải ô ngày.`;
  if (needed === 'thing' && result.thing !== at) return `Kiểm tra «${check}» tra theo thứ mà giấy cấp cho; ghi «result.thing: ${at}».`;
  return undefined;
}

function faultWithin({ check, within }: CheckRule): string | undefined {
  const needed = needs[check].within;
  if (!needed) return within && `Kiểm tra «${check}» không cần «within».`;
  const example = needed === 'hour' ? '72 hours' : '15 calendar-days';
  return within?.unit === needed ? undefined : `Kiểm tra «${check}» cần «within: ${example}».`;
}

function faultsElsewhere({ result, papers }: CompiledProcedure, { check, papers: wanted = [] }: CheckRule): string[] {
  const endless = needs[check].period && !result.until && !result.valid;
  const unknown = wanted.filter((id) => !papers.some((paper) => paper.id === id));
  return [
    ...(endless ? [`Kiểm tra «${check}» cần biết giấy có giá trị đến khi nào; ghi «result.until» hoặc «result.valid».`] : []),
    ...(wanted.length > 0 && check !== 'papers-there' ? [`Kiểm tra «${check}» không nhìn vào giấy tờ; bỏ «papers».`] : []),
    ...unknown.map((id) => `Kiểm tra «${check}» cần giấy tờ «${id}», nhưng thủ tục không có giấy tờ đó.`),
  ];
}
