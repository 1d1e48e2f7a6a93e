import type { State } from '../dossier.ts';

/** What the one who sent a lot wants to know of its dossiers, in the order in which it matters to him. */
export const groups = ['wanted', 'waiting', 'ready', 'over'] as const;
export type Group = (typeof groups)[number];

export const statesIn: Record<Group, readonly State[]> = {
  wanted: ['awaiting-supplement'],
  waiting: ['submitted', 'received', 'assessing', 'awaiting-approval', 'awaiting-seal'],
  ready: ['done', 'given-back'],
  over: ['intake-refused', 'refused', 'withdrawn', 'stopped'],
};

export const groupNames: Record<Group, string> = {
  wanted: 'cần bạn bổ sung',
  waiting: 'đang chờ xử lý',
  ready: 'đã có kết quả',
  over: 'không được giải quyết, hoặc đã rút',
};

/** The words of an address that shows one group only. */
export const groupWords: Record<Group, string> = { wanted: 'can-bo-sung', waiting: 'dang-cho', ready: 'co-ket-qua', over: 'khong-duoc' };

export type Counts = Record<Group, number>;

export function countGroups(states: Partial<Record<State, number>>): Counts {
  const count = (group: Group) => statesIn[group].reduce((sum, state) => sum + (states[state] ?? 0), 0);
  return { wanted: count('wanted'), waiting: count('waiting'), ready: count('ready'), over: count('over') };
}

/** «312 đã có kết quả, 651 đang chờ xử lý». */
export function countsInWords(counts: Counts): string {
  return [...groups]
    .filter((group) => counts[group] > 0)
    .map((group) => `${counts[group].toLocaleString('vi')} ${groupNames[group]}`)
    .join(', ');
}
