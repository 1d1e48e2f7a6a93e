import { type Ctx, notFound, queryText } from '#kernel/web/index.ts';
import { officerOf, pageOf } from '../board/board.tsx';
import { type State, states } from '../dossier.ts';
import { isId } from '../ids.ts';
import { clockOfLot, countsOfLot, countToPrint, findLot, linesOfLot, type Lot } from '../store/lots.ts';
import { OfficerLotPage } from './officer.page.tsx';
import { allPapers, papersAsOneFile } from './papers-of-lot.ts';

const onPage = 50;

/** GET /can-bo/lo/:lot: a lot as the offices of its dossiers see it: who filed it, how far it is, what is late, what comes next. */
export async function showLotToOfficer(c: Ctx): Promise<Response> {
  const lot = await lotOf(c, 'read');
  if (!lot) return notFound(c);
  const { db, organisations, profile, now } = c.var.platform;
  const officer = officerOf(c);
  const state = states.find((one) => one === queryText(c, 'trang-thai'));
  const page = pageOf(c);
  const [counts, clock, toPrint, lines] = await Promise.all([
    countsOfLot(db, lot.id),
    clockOfLot(db, lot.id, officer, now()),
    countToPrint(db, lot.id),
    linesOfLot(db, lot.id, { ...(state ? { states: [state] satisfies State[] } : {}), most: onPage + 1, skip: (page - 1) * onPage }),
  ]);
  return c.html(
    <OfficerLotPage
      officer={officer}
      lot={lot}
      unit={organisations.issuingName(lot.receivingUnit)}
      counts={counts}
      clock={clock}
      toPrint={toPrint}
      lines={lines.slice(0, onPage)}
      more={lines.length > onPage}
      page={page}
      state={state}
      now={now()}
      stateNames={profile.rules.states.names}
    />,
  );
}

/** GET /can-bo/lo/:lot/ket-qua.zip: the signed originals, for a firm that comes to the desk with a USB stick. */
export async function sendPapersToOfficer(c: Ctx): Promise<Response> {
  const lot = await lotOf(c, 'read-papers');
  return lot ? allPapers(c, lot) : notFound(c);
}

/** GET /can-bo/lo/:lot/in.pdf: «in tất cả» at the desk. */
export async function sendPrintToOfficer(c: Ctx): Promise<Response> {
  const lot = await lotOf(c, 'read-papers');
  return lot ? papersAsOneFile(c, lot) : notFound(c);
}

/** The lot named in the address, when this officer may see its dossiers; the look is recorded. */
async function lotOf(c: Ctx, action: 'read' | 'read-papers'): Promise<Lot | undefined> {
  const { platform } = c.var;
  const id = c.req.param('lot') ?? '';
  const lot = isId(id) ? await findLot(platform.db, id, officerOf(c)) : undefined;
  if (lot) await platform.audit.record({ at: platform.now(), actor: officerOf(c), action, subject: { kind: 'lot', id: lot.id } });
  return lot;
}
