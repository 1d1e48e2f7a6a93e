import type { Platform } from '#kernel/platform.ts';
import type { SentForm } from '#kernel/web/index.ts';
import { type Answers, askedAtDesk, checkForm, papersFor, type ProcedureVersion, retype, type Typed } from '../procedures/index.ts';
import { type Dossier, papersOf, type SupplementItem, supplementItemsOf } from '../store/read.ts';
import type { NewPaper } from '../store/submit.ts';
import { readTyping } from '../submit/filing.ts';
import { type KeptPaper, keepSent } from '../submit/kept-papers.ts';

/** What was typed so far and what is wrong with it, to draw the form again without losing anything. */
export type Unfinished = { typed: Typed; kept: readonly KeptPaper[]; errors: Record<string, string> };

/** What an officer marked in the last round. */
export async function askedOf(platform: Platform, dossier: Dossier): Promise<SupplementItem[]> {
  return (await supplementItemsOf(platform.db, dossier.id)).filter(({ round }) => round === dossier.supplements);
}

/**
 * Reads an answer to a supplement request. Only what was marked may change, and what the correction itself makes necessary;
 * everything else stays as it was first sent. Every marked paper has to come: as a file, or at the desk seen on paper (`seen`).
 */
export async function readSupplement(
  platform: Platform,
  dossier: Dossier,
  procedure: ProcedureVersion,
  sent: SentForm,
): Promise<{ answers: Answers; papers: NewPaper[] } | Unfinished> {
  const asked = await askedOf(platform, dossier);
  const typing = readTyping(platform, sent.values);
  const trouble = await keepSent(platform, procedure, sent, typing);
  const { typed, checked } = correct(procedure, dossier, asked, sent.values);
  if (!checked.answers) return { typed, kept: typing.kept, errors: { ...checked.errors, ...trouble } };
  const seen = new Set(sent.values.seen ?? []);
  const papers = [...(await papersDue(platform, dossier, procedure, asked, checked.answers))].map(([id, name]) => ({ id, name, come: come(id, name) }));
  const missing = papers.filter(({ come: files }) => files.length === 0);
  const errors = { ...Object.fromEntries(missing.map(({ id, name }) => [`paper.${id}`, `Hãy gửi: ${name}.`])), ...trouble };
  return Object.keys(errors).length > 0
    ? { typed, kept: typing.kept, errors }
    : { answers: checked.answers, papers: papers.flatMap(({ come: files }) => files) };

  function come(id: string, name: string): NewPaper[] {
    const files = typing.kept.filter(({ paper }) => paper === id);
    if (files.length === 0 && seen.has(id)) return [{ paper: id, position: 0, name, fileHash: null, fileType: null, fileSize: null }];
    return files.map((file, position) => ({ paper: id, position, name, fileHash: file.hash, fileType: file.type, fileSize: file.size }));
  }
}

/** First with the marked answers; where these raise new questions, with the answers to those as well. */
function correct(procedure: ProcedureVersion, dossier: Dossier, asked: readonly SupplementItem[], values: Typed) {
  const form = dossier.channel === 'desk' ? askedAtDesk(procedure.form) : procedure.form;
  const before = retype(form, dossier.form as Answers);
  const marked = asked.flatMap(({ item }) => (item.startsWith('field:') ? [item.slice(6)] : []));
  const typed = { ...before, ...pick(marked) };
  const checked = checkForm(form, typed);
  const raised = Object.keys(checked.errors ?? {}).filter((name) => !marked.includes(name) && values[name]);
  if (raised.length === 0) return { typed, checked };
  const complete = { ...typed, ...pick(raised) };
  return { typed: complete, checked: checkForm(form, complete) };

  function pick(names: readonly string[]): Typed {
    return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  }
}

/** The marked papers, and those that only the corrected answers ask for. */
async function papersDue(platform: Platform, dossier: Dossier, procedure: ProcedureVersion, asked: readonly SupplementItem[], answers: Answers) {
  const had = new Set((await papersOf(platform.db, dossier.id)).map(({ paper }) => paper));
  const before = new Set(papersFor(procedure, dossier.form as Answers, dossier.channel).map(({ id }) => id));
  const raised = papersFor(procedure, answers, dossier.channel).filter(
    ({ id, optional, kind }) => !before.has(id) && !had.has(id) && !optional && kind !== 'present',
  );
  const marked = asked.flatMap(({ item, label }) => (item.startsWith('paper:') ? [[item.slice(6), label] as const] : []));
  return new Map([...raised.map(({ id, name }) => [id, name] as const), ...marked]);
}
