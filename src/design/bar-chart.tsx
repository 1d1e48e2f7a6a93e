export type Bar = {
  label: string;
  value: number;
  over?: boolean;
  /** Where the list behind the bar is. */
  href?: string | undefined;
  /** Everything that has no bar of its own: told as a number, for its bar would make the others look small. */
  rest?: boolean;
};

/** Bars for people who would rather look than read. It is a table, so those who listen hear names and numbers; `over` is marked in words too. */
export function BarChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value, rest }) => (rest ? 0 : value)));
  return (
    <table class="bars">
      <caption>{title}</caption>
      <tbody>
        {bars.map(({ label, value, over, href, rest }) => (
          <tr class={over ? 'over' : undefined}>
            <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
            <td class="num">{value.toLocaleString('vi')}</td>
            <td aria-hidden="true">
              {!rest && (
                <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                  <rect width={Math.round((value / most) * 1000) / 10} height="10" />
                </svg>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
