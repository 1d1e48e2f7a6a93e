import { endOfWorkingDay, localDate, workingDayFrom } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, queryText } from '#kernel/web/index.ts';
import { readDossierCode } from '../dossier-code.ts';
import { type State, states } from '../dossier.ts';
import { loadOf, searchDossiers, workOf } from '../store/lists.ts';
import { queueHead } from '../store/queue.ts';
import { BoardPage, SearchPage } from './board.page.tsx';

/** The officer behind a guarded route; the guard has let nobody else through. */
export function officerOf(c: Ctx): Officer {
  const { actor } = c.var;
  if (actor.kind !== 'officer') throw new Error('a guarded route was reached by nobody');
  return actor;
}

/** GET /can-bo: what lies before this officer, most urgent first, and how the unit stands. */
export async function showBoard(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  // Signing in leads here; who keeps nothing but a checkpoint has his work there.
  if (officer.roles.length > 0 && officer.roles.every((role) => role === 'checkpoint')) return c.redirect('/can-bo/chot', 303);
  const now = platform.now();
  const today = workingDayFrom(localDate(now), platform.calendar);
  const page = pageOf(c);
  const [lines, load, queue] = await Promise.all([
    workOf(platform.db, officer, page),
    loadOf(platform.db, officer, now, endOfWorkingDay(today, platform.calendar)),
    queueHead(platform.db, officer, now),
  ]);
  return c.html(
    <BoardPage
      officer={officer}
      lines={lines.slice(0, 40)}
      more={lines.length > 40}
      page={page}
      load={load}
      queue={queue}
      now={now}
      stateNames={platform.profile.rules.states.names}
    />,
  );
}

/** GET /can-bo/ho-so: finds a dossier of this officer's unit by code, code of its lot, name, phone, number or plate. */
export async function findDossiers(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const text = queryText(c, 'q');
  const state = queryText(c, 'trang-thai');
  const page = pageOf(c);
  if (text) await recordSearch(platform, officer, 'dossiers', text);
  const code = readDossierCode(text)?.code ?? '';
  const lines = await searchDossiers(platform.db, officer, { text, code, state: isState(state) ? state : '', page, everyUnit: platform.organisations.ids() });
  return c.html(
    <SearchPage
      officer={officer}
      lines={lines.slice(0, 30)}
      more={lines.length > 30}
      page={page}
      text={text}
      state={state}
      now={platform.now()}
      stateNames={platform.profile.rules.states.names}
    />,
  );
}

/** Whoever looks for a name reads personal records, found or not: the words are kept with the look. */
export function recordSearch(platform: Platform, officer: Officer, kind: 'dossiers' | 'slips', words: string): Promise<void> {
  return platform.audit.record({ actor: officer, action: 'search', subject: { kind, id: officer.unitId }, detail: { words } });
}

export function pageOf(c: Ctx): number {
  const page = Number(c.req.query('trang') ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1;
}

function isState(text: string): text is State {
  return (states as readonly string[]).includes(text);
}
