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
        <span class="soft">; cột cao nhất: {most.toLocaleString('vi')}</span>
      </figcaption>
      <svg viewBox={`0 0 ${columns.length * width} ${height}`} preserveAspectRatio="none" role="img" aria-label={told.join('; ') || 'chưa có gì'}>
        {columns.map(({ value, bad = 0 }, i) => (
          <>
            <rect x={i * width + gap / 2} y={height - tall(value)} width={width - gap} height={tall(value)} />
            {bad > 0 && <rect class="bad-part" x={i * width + gap / 2} y={height - tall(bad)} width={width - gap} height={tall(bad)} />}
          </>
        ))}
      </svg>
      {/* Letters stand outside the drawing, which is stretched: they keep their size on a phone and on a desk. */}
      <div class="plot-labels" aria-hidden="true">
        {columns.map(({ label }, i) => (
          <span>{i % every === 0 && <span>{label}</span>}</span>
        ))}
      </div>
    </figure>
  );
}
