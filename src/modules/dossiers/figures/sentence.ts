export type OnBehalf = { name: string; count: number };

/** The whole in one sentence, as a newspaper would say it: «1.800 giấy trong 5 ngày, 500 giấy cấp hộ Hà Nội». */
export function headline({ issued, onBehalf, days, words }: { issued: number; onBehalf: readonly OnBehalf[]; days: number; words: string }): string {
  const when = days === 1 ? words : `trong ${days} ngày`;
  if (issued === 0) return `Chưa cấp giấy nào ${words}`;
  return [`${count(issued)} giấy ${when}`, ...behalf(onBehalf)].join(', ');
}

/** Two provinces are named; the others are counted together. */
function behalf(onBehalf: readonly OnBehalf[]): string[] {
  const sorted = onBehalf.filter((one) => one.count > 0).toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'vi'));
  const [named, others] = sorted.length > 3 ? [sorted.slice(0, 2), sorted.slice(2)] : [sorted, []];
  const words = named.map((one) => `${count(one.count)} giấy cấp hộ ${one.name}`);
  const rest = others.reduce((sum, one) => sum + one.count, 0);
  return rest > 0 ? [...words, `${count(rest)} giấy cấp hộ ${others.length} tỉnh khác`] : words;
}

export function count(n: number): string {
  return n.toLocaleString('vi');
}

/** How long an answer took: «40 phút», «3 giờ 20 phút», «2 ngày 4 giờ». */
export function lasting(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
  if (days > 0) return [`${days} ngày`, hours > 0 && `${hours} giờ`].filter(Boolean).join(' ');
  if (hours > 0) return [`${hours} giờ`, rest > 0 && `${rest} phút`].filter(Boolean).join(' ');
  return `${rest} phút`;
}

/** The same as one number, to be read from afar: «40 phút», «7,6 giờ», «2,3 ngày». */
export function roughly(minutes: number): string {
  const inUnits = (unit: number) => (Math.round((minutes / unit) * 10) / 10).toLocaleString('vi');
  if (minutes >= 1440) return `${inUnits(1440)} ngày`;
  return minutes >= 60 ? `${inUnits(60)} giờ` : lasting(minutes);
}

/** Whole percents are not enough where a promise is kept to almost everybody; never rounded up to a hundred. */
export function shareOf(part: number, whole: number): string {
  return (Math.floor((part / whole) * 1000) / 10).toLocaleString('vi');
}
