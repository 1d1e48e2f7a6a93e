import type { Day } from '#kernel/calendar/index.ts';
import type { Answer, Answers, CheckRule, ProcedureVersion, Question } from '../procedures/index.ts';
import { inWords } from '../procedures/index.ts';
import { foldThing } from '../permits/thing.ts';
import type { Dossier } from '../store/read.ts';
import type { OtherPermit, OpenDossier } from '../store/check-facts.ts';
import type { CheckResult } from './check-result.ts';
import type { Period } from './period.ts';

/** All that a check looks at: the dossier, the days it asks for, and what the registry and other dossiers say. No check reads anything else. */
export type Looked = {
  dossier: Dossier;
  procedure: ProcedureVersion;
  period: Period;
  /** The day the dossier was sent, and the day of the look. */
  sent: Day;
  today: Day;
  permits: readonly OtherPermit[];
  others: readonly OpenDossier[];
  papers: ReadonlySet<string>;
  /** Provinces by the first two digits of a plate. */
  plates: Readonly<Record<string, string>>;
};

/** What a check found about one thing. */
export type Finding = Pick<CheckResult, 'verdict' | 'words' | 'about' | 'see'>;

export type Check = (looked: Looked, rule: CheckRule) => Finding[];

/** One thing a check looks at: a vehicle's plate, a driver's test day. */
export type Item = { answer: Answer | undefined; shown: string; about: string | undefined; position: number };

/** The answers a check looks at, one for each vehicle or person; those the form never asked for are left out. */
export function itemsAt({ procedure, dossier }: Looked, { at = '' }: CheckRule): Item[] {
  const [part = '', name = ''] = at.split('.');
  const section = procedure.form.sections.find(({ id }) => id === part);
  const question = section?.questions[name];
  if (!section || !question) return [];
  const given = (dossier.form as Answers)[part] ?? [];
  return (Array.isArray(given) ? given : [given]).flatMap((item, i) => {
    if (!isAsked(question, item)) return [];
    const answer = item[name];
    const about = section.repeat && (nameIn(section, item, procedure.result.thing) ?? `${section.repeat.item} ${i + 1}`);
    return [{ answer, shown: answer === undefined ? '' : inWords(question, answer), about, position: i + 1 }];
  });
}

function isAsked({ showWhen }: Question, item: Record<string, Answer>): boolean {
  return !showWhen || showWhen.field.includes('.') || showWhen.is.includes(String(item[showWhen.field] ?? ''));
}

/** A vehicle is called by its plate, a person by the name. */
function nameIn(section: { id: string; questions: Record<string, Question> }, item: Record<string, Answer>, thing: string | undefined): string | undefined {
  const [part, plate = ''] = thing?.split('.') ?? [];
  const id = part === section.id ? plate : 'name';
  const [question, answer] = [section.questions[id], item[id]];
  return question && answer !== undefined ? inWords(question, answer) : undefined;
}

export function thingOf({ answer }: Item): string {
  return foldThing(String(answer ?? ''));
}
