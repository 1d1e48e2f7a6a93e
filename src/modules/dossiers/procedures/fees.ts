import type { Answers } from './form/question.ts';
import { answerTo, holds } from './form/form.ts';
import type { FeeRule } from './schema.ts';

/** What a dossier costs (phí, lệ phí) in whole đồng; null where the provincial council decides and the rule is not yet set. */
export type Fee = { amount: number | null; words: string; why?: string; basis?: string };

/** The fee of one dossier from its answers: counted things, a cap, and the better of the reliefs that hold. */
export function feeFor(rule: FeeRule, answers: Answers): Fee {
  if ('free' in rule) return { amount: 0, words: 'Miễn phí', basis: rule.basis };
  const relief = (rule.relief ?? []).filter(({ when }) => holds(when, answers)).sort((a, b) => b.percent - a.percent)[0];
  const full = 'council' in rule ? null : countedFee(rule, answers);
  const amount = relief?.percent === 100 ? 0 : full === null ? null : Math.round((full * (100 - (relief?.percent ?? 0))) / 100);
  return { amount, words: amount === null && 'council' in rule ? rule.council : feeInWords(amount), why: relief?.why, basis: rule.basis };
}

type Counted = Extract<FeeRule, { amount: number }>;

function countedFee(rule: Counted, answers: Answers): number {
  const units = rule.count ? countIn(answers, rule.count) : 1;
  const cheap = rule.beyond ? Math.max(0, units - rule.beyond.after) : 0;
  const once = (units - cheap) * rule.amount + cheap * (rule.beyond?.amount ?? 0);
  const capped = rule.most === undefined ? once : Math.min(once, rule.most);
  return capped * (rule.times ? countIn(answers, rule.times) : 1);
}

/** A number that was answered, or how many items a repeated part has. */
function countIn(answers: Answers, field: string): number {
  const part = answers[field];
  return Array.isArray(part) ? part.length : Number(answerTo(answers, field) ?? 1);
}

export function feeInWords(amount: number | null): string {
  if (amount === null) return 'Theo quy định của tỉnh';
  return amount === 0 ? 'Miễn phí' : `${dots(amount)} đồng`;
}

export const perWords: Record<Counted['per'], string> = {
  dossier: 'một hồ sơ',
  copy: 'một bản',
  page: 'một trang',
  vehicle: 'một xe',
  signature: 'một trường hợp ký',
  certificate: 'một giấy',
};

/** The fee rule in words, before any answer is known. */
export function feeRuleInWords(rule: FeeRule): string {
  if ('free' in rule) return 'Miễn phí';
  if ('council' in rule) return rule.council;
  const then = rule.beyond ? `; từ ${rule.per === 'page' ? 'trang' : 'cái'} thứ ${rule.beyond.after + 1}: ${feeInWords(rule.beyond.amount)}` : '';
  const most = rule.most === undefined ? '' : `; cao nhất ${feeInWords(rule.most)} một bản`;
  return `${feeInWords(rule.amount)} ${perWords[rule.per]}${then}${most}`;
}

function dots(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
}
