const names = {
  monday: 'thứ Hai',
  tuesday: 'thứ Ba',
  wednesday: 'thứ Tư',
  thursday: 'thứ Năm',
  friday: 'thứ Sáu',
  saturday: 'thứ Bảy',
  sunday: 'Chủ nhật',
} as const;

type Week = Partial<Record<keyof typeof names, readonly (readonly [string, string])[]>>;

/** Opening hours as one sentence; days with the same hours are said together. */
export function describeHours(week: Week): string {
  const days = (Object.keys(names) as (keyof typeof names)[]).filter((day) => (week[day] ?? []).length > 0);
  const groups = Map.groupBy(days, (day) => (week[day] ?? []).map(([from, to]) => `${from}–${to}`).join(', '));
  return [...groups].map(([hours, same]) => `${span(same)}: ${hours}`).join('; ');
}

function span(days: readonly (keyof typeof names)[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return '';
  return days.length > 2 ? `${names[first]} đến ${names[last]}` : days.map((day) => names[day]).join(', ');
}
