export type PlotColumn = { label: string; value: number /** How many of them are bad; drawn in red at the foot. */; bad?: number };

const [width, height, gap] = [20, 60, 3];

/** Columns over time for people who would rather look than read; those who listen hear a list of what is not nought. */
export function ColumnPlot({
  title,
  columns,
  every = 6,
  badWords = 'không đạt',
}: {
  title: string;
  columns: readonly PlotColumn[];
  every?: number;
  badWords?: string;
}) {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  const tall = (value: number) => (value === 0 ? 0 : Math.max(1.5, Math.round((value / most) * height * 10) / 10));
  const told = columns.filter(({ value }) => value > 0).map(({ label, value, bad = 0 }) => `${label}: ${value}${bad > 0 ? `, ${bad} ${badWords}` : ''}`);
  return (
    <figure class="plot">
      <figcaption>
        {title}
        <span class="soft">; cột cao nhất: {most}</span>
      </figcaption>
      <svg viewBox={`0 0 ${columns.length * width} ${height + 22}`} role="img" aria-label={told.join('; ') || 'chưa có gì'}>
        {columns.map(({ value, bad = 0 }, i) => (
          <>
            <rect x={i * width + gap / 2} y={height - tall(value)} width={width - gap} height={tall(value)} rx="1.5" />
            {bad > 0 && <rect class="bad-part" x={i * width + gap / 2} y={height - tall(bad)} width={width - gap} height={tall(bad)} rx="1.5" />}
          </>
        ))}
        <path d={`M0 ${height + 0.5}H${columns.length * width}`} />
        {columns.map(
          ({ label }, i) =>
            i % every === 0 && (
              <text x={i * width + gap / 2} y={height + 16}>
                {label}
              </text>
            ),
        )}
      </svg>
    </figure>
  );
}
