import { describeLimit, type Limit } from '#kernel/calendar/index.ts';
import { feeRuleInWords, type Found, type RegisterFacts } from '../procedures/index.ts';

export const levelNames: Record<string, string> = {
  commune: 'Xã, phường',
  district: 'Huyện',
  province: 'Tỉnh',
  ministry: 'Bộ, cơ quan trung ương',
  other: 'Cơ quan khác',
};

export const channelNames: Record<string, string> = { desk: 'Trực tiếp', online: 'Trực tuyến', post: 'Bưu chính', portal: 'Cổng quốc gia' };

export function levelsInWords(levels: readonly string[]): string {
  return levels.map((level) => levelNames[level] ?? level).join('; ');
}

/** The three questions everybody asks of a procedure, as short as a search result allows. */
export function inShort({ edition, facts, levels }: Found): { long: string; much: string; where: string } {
  const where = levelsInWords(levels);
  if (edition?.moved) return { long: '', much: '', where: `nay làm ở ${edition.moved.to}` };
  if (edition) {
    const limit = 'unit' in edition.limit ? edition.limit : (edition.limit.desk ?? edition.limit.online);
    return { long: limit ? shortLimit(limit) : '', much: feeRuleInWords(edition.fee), where };
  }
  const said = facts?.channels[0];
  return { long: said ? limitOfFacts(said) : '', much: facts ? feesInWords(facts) : '', where };
}

/** A limit without its conditions: the page of the procedure tells them. */
function shortLimit(limit: Limit): string {
  return limit.unit === 'same-day' ? 'Trong ngày' : describeLimit(limit);
}

export function limitOfFacts({ limit, limitWords }: RegisterFacts['channels'][number]): string {
  return limit ? shortLimit(limit) : (limitWords ?? 'Sổ đăng ký không ghi');
}

/** The fees of a register entry, each once; amounts that look mis-entered are said to be doubtful. */
export function feesInWords(facts: RegisterFacts): string {
  const said = facts.channels.flatMap(({ fees }) => fees.map((fee) => (fee.doubtful ? `${fee.words} (số này cần hỏi lại)` : fee.words)));
  return [...new Set(said)].join('; ');
}
