import type { Limit } from '#kernel/calendar/index.ts';
import { foldText } from '#kernel/organisations/fold-text.ts';

/** A fee as the register has it: an amount in a currency where one can be read, always the words. */
export type RegisterFee = { amount?: number; currency?: 'VND' | 'USD'; words: string; doubtful?: true };
export type RegisterChannel = { channel: 'desk' | 'online' | 'post'; limit?: Limit; limitWords?: string; fees: RegisterFee[] };
export type RegisterPaper = { group?: string; name: string; originals: number; copies: number; form?: string };

/** The legal facts of one procedure in the national register (sổ thủ tục quốc gia): no long texts. */
export type RegisterFacts = {
  ministry: string;
  levels: string[];
  applicants: string[];
  agency: string;
  decision: string;
  channels: RegisterChannel[];
  papers: RegisterPaper[];
  /** How many papers the register counts, which may be more than it names. */
  paperCount: number;
  result: string;
  resultCode: string;
  url: string;
};

export type RegisterEntry = { code: string; name: string; field: string; levels: string[]; facts: RegisterFacts };

const levelWords: Record<string, string> = {
  'cap bo': 'ministry',
  'cap tinh': 'province',
  'cap huyen': 'district',
  'cap xa': 'commune',
  'co quan khac': 'other',
};

/** The levels of government of a register row («Cấp tỉnh, Cấp xã»); words we do not know become `other`. */
export function readLevels(text: string): string[] {
  const levels = list(text).map((word) => levelWords[foldText(word)] ?? 'other');
  return [...new Set(levels)];
}

/** Splits a list that is separated by commas, but not inside brackets. */
export function list(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const channelWords: Record<string, RegisterChannel['channel']> = {
  in_person: 'desk',
  'in person': 'desk',
  direct: 'desk',
  'truc tiep': 'desk',
  online: 'online',
  'truc tuyen': 'online',
  post: 'post',
  postal: 'post',
  'buu chinh': 'post',
  'dich vu buu chinh': 'post',
};

/** A channel by any of the names registers give it; undefined for words that mean none. */
export function readChannel(text: string): RegisterChannel['channel'] | undefined {
  return channelWords[foldText(text)] ?? channelWords[text.trim().toLowerCase()];
}

const units: Record<string, (value: number) => Limit> = {
  'ngay lam viec': (value) => (Number.isInteger(value) ? { value, unit: 'working-day' } : { value: Math.ceil(value * 8), unit: 'working-hour' }),
  ngay: (value) => (Number.isInteger(value) ? { value, unit: 'calendar-day' } : { value: Math.ceil(value * 24), unit: 'hour' }),
  gio: (value) => ({ value: Math.ceil(value), unit: 'hour' }),
  'gio lam viec': (value) => ({ value: Math.ceil(value), unit: 'working-hour' }),
  phut: (value) => ({ value: Math.ceil(value / 60), unit: 'hour' }),
  tuan: (value) => ({ value: Math.ceil(value * 7), unit: 'calendar-day' }),
  thang: (value) => (Number.isInteger(value) ? { value, unit: 'month' } : { value: Math.ceil(value * 30), unit: 'calendar-day' }),
  nam: (value) => (Number.isInteger(value) ? { value, unit: 'year' } : { value: Math.ceil(value * 12), unit: 'month' }),
};

/**
 * A limit from a number and a unit, each as odd as registers have them («0.5», «07 Ngày làm việc», «10 | 15»).
 * Of several the first counts; a bare number means calendar days; words alone stay words.
 */
export function readRegisterLimit(time: string, unit: string): Limit | undefined {
  const first = time.split(/[|;]/)[0] ?? '';
  const [, number, ownUnit = ''] = /^\D*?(\d+(?:[.,]\d+)?)\s*(.*)$/s.exec(first.trim()) ?? [];
  if (number === undefined) return /trong ngay|ngay sau khi|ngay lap tuc/.test(foldText(first)) ? { value: 0, unit: 'same-day' } : undefined;
  const value = Number(number.replace(',', '.'));
  if (value > 3650) return undefined;
  if (value === 0) return { value: 0, unit: 'same-day' };
  return units[unitIn(ownUnit) ?? unitIn(unit) ?? (unit.trim() === '' ? 'ngay' : '')]?.(value);
}

function unitIn(text: string): string | undefined {
  const folded = foldText(text);
  return Object.keys(units).find((word) => folded === word) ?? Object.keys(units).find((word) => word !== 'nam' && folded.startsWith(word));
}

/** Fees as registers write them: «8,000 VNĐ», «10 USD | 2,000 Việt Nam Đồng», «Phí : Không Đồng», or only words. */
export function readFees(text: string): RegisterFee[] {
  const parts = text.split('|').map((part) => part.trim().replace(/\s+/g, ' '));
  return parts.filter((part) => part !== '' && !/^(phí|lệ phí)? ?:? ?(đồng)?$/i.test(part)).map(readFee);
}

function readFee(words: string): RegisterFee {
  const folded = foldText(words);
  if (/^(le )?(phi )?(mien phi|khong dong|khong thu|khong)$/.test(folded)) return { amount: 0, currency: 'VND', words: 'Miễn phí' };
  const found = /(\d[\d.,\s]*\d|\d)\s*(%|usd|đô la|vnđ|vnd|việt nam đồng|đồng|đ\b)/i.exec(words);
  const short = words.length > 160 ? `${words.slice(0, 159)}…` : words;
  if (!found || found[2] === '%') return { words: short };
  const currency = /usd|đô la/i.test(found[2] ?? '') ? 'USD' : 'VND';
  const amount = readAmount(found[1] ?? '', currency);
  if (amount === undefined) return { words: short };
  // Fees under 1,000 đồng in the national file look mis-entered; they are shown, and said to be doubtful.
  return { amount, currency, words: short, ...(currency === 'VND' && amount > 0 && amount < 1000 ? { doubtful: true as const } : {}) };
}

function readAmount(text: string, currency: 'VND' | 'USD'): number | undefined {
  const compact = text.replace(/\s/g, '');
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(compact);
  const amount = Number(grouped ? compact.replace(/[.,]/g, '') : compact.replace(',', '.'));
  const whole = currency === 'USD' || Number.isInteger(amount);
  return Number.isFinite(amount) && whole && amount <= Number.MAX_SAFE_INTEGER ? amount : undefined;
}

/** A name short enough to be a fact and not a text. */
export function shortName(text: string, most = 140): string {
  const clean = text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[;,.]$/, '');
  if (clean.length <= most) return clean;
  const cut = clean.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 20))}…`;
}
