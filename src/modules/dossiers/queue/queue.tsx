import { type Ctx, queryText } from '#kernel/web/index.ts';
import { officerOf, pageOf } from '../board/board.tsx';
import { provinceName } from '../procedures/index.ts';
import { mostInQueue } from '../store/queue.ts';
import { readFilter } from './filter.ts';
import { QueuePage } from './queue.page.tsx';
import { narrowed, onPage, readQueue } from './rows.ts';

/** GET /can-bo/giay-phep: what this unit has to decide under a running clock, most urgent first, with what the machine found. */
export async function showQueue(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const filter = readFilter({
    verdict: queryText(c, 'kiem-tra'),
    destination: queryText(c, 'den'),
    onBehalf: queryText(c, 'ho'),
    lot: queryText(c, 'lo'),
    step: queryText(c, 'buoc'),
  });
  const all = await readQueue(platform, officer);
  const inStep = narrowed(all, filter);
  const rows = inStep.filter(({ verdict }) => filter.verdict === '' || verdict === filter.verdict);
  const page = Math.min(pageOf(c), Math.max(1, Math.ceil(rows.length / onPage)));
  const chosen = queryText(c, 'chon');
  const era = platform.profile.rules.id;
  return c.html(
    <QueuePage
      officer={officer}
      all={all}
      inStep={inStep}
      rows={rows}
      shown={rows.slice((page - 1) * onPage, page * onPage)}
      page={page}
      filter={filter}
      chosen={chosen === 'het' || chosen === 'trang' ? chosen : ''}
      cut={all.length >= mostInQueue}
      now={platform.now()}
      provinceOf={(code) => provinceName(era, code)}
    />,
  );
}
