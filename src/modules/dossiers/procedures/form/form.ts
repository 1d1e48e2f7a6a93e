import { type Answer, type Answers, type Block, optional, type Question, type SectionAnswers, type ShowWhen, type Typed } from './question.ts';

/** A whole form: its blocks in order. The same object draws, checks and names every field. */
export type Form = { sections: readonly Block[] };

/** One place to type, ready to be drawn. */
export type FieldView = {
  name: string;
  question: Question;
  label: string;
  value: string;
  visible: boolean;
  /** With full field names, for the browser that wants to show and hide by itself. */
  showWhen?: ShowWhen;
  error?: string;
  warning?: string;
};

export type SectionView = {
  id: string;
  title: string;
  intro?: string;
  visible: boolean;
  showWhen?: ShowWhen;
  items: { title?: string; fields: FieldView[] }[];
  /** What one more of it is called, where there may be one more. */
  add?: string | undefined;
};

export type Checked =
  | { answers: Answers; errors?: undefined; warnings: Record<string, string> }
  | { answers?: undefined; errors: Record<string, string>; warnings: Record<string, string> };

/** The button that asks for one more item of a repeated section sends this name with the section's id. */
export const addButton = '_add';

/** As the desk asks it: a person who stands there may have no telephone, and fetches the result in person. */
export function askedAtDesk(form: Form): Form {
  const ask = (question: Question) => (question.input === 'tel' ? { ...optional(question), help: 'Không có điện thoại thì để trống.' } : question);
  return {
    sections: form.sections.map((section) => ({
      ...section,
      questions: Object.fromEntries(questionsOf(section).map(([id, question]) => [id, ask(question)])),
    })),
  };
}

/** The form as it stands with what was typed: every field with its value, errors, and whether the answers so far ask for it. */
export function drawForm(form: Form, given: Typed = {}, found: Partial<Pick<Checked, 'errors' | 'warnings'>> = {}): SectionView[] {
  const typed = { ...usualAnswers(form, given), ...given };
  return form.sections.map((section) => ({
    id: section.id,
    title: section.title,
    intro: section.intro,
    visible: isAsked(section.showWhen, typed),
    showWhen: section.showWhen,
    add: section.repeat && itemsOf(section, typed) < section.repeat.max ? section.repeat.item : undefined,
    items: prefixesOf(section, typed).map((prefix, i) => ({
      title: section.repeat && `${section.repeat.item} ${i + 1}`,
      fields: questionsOf(section).map(([id, question]) => fieldView(section, prefix, id, question, typed, found)),
    })),
  }));
}

/** What stands chosen on a form that nobody has touched; of a repeated part only for the items that are there. */
function usualAnswers(form: Form, typed: Typed): Typed {
  const usual = form.sections.flatMap((section) =>
    prefixesOf(section, typed).flatMap((prefix) =>
      questionsOf(section).flatMap(([id, question]) =>
        question.required && question.usual ? [[`${prefix}.${id}`, [question.usual]] as [string, string[]]] : [],
      ),
    ),
  );
  return Object.fromEntries(usual);
}

function fieldView(
  section: Block,
  prefix: string,
  id: string,
  question: Question,
  typed: Typed,
  found: Partial<Pick<Checked, 'errors' | 'warnings'>>,
): FieldView {
  const name = `${prefix}.${id}`;
  const showWhen = question.showWhen && fullName(question.showWhen, prefix);
  return {
    name,
    question,
    label: question.label,
    value: valueOf(typed, name),
    visible: isAsked(section.showWhen, typed) && isAsked(showWhen, typed),
    showWhen,
    error: found.errors?.[name],
    warning: found.warnings?.[name],
  };
}

/** Checks everything typed: the answers, or one sentence for each field that is wrong. Answers nobody asked for are dropped. */
export function checkForm(form: Form, typed: Typed): Checked {
  const errors: Record<string, string> = {};
  const warnings: Record<string, string> = {};
  const answers: Answers = {};
  for (const section of form.sections) {
    if (!isAsked(section.showWhen, typed)) continue;
    const items = filledPrefixes(section, typed).map((prefix) => checkItem(section, prefix, typed, errors, warnings));
    if (section.repeat) answers[section.id] = items;
    else answers[section.id] = items[0] ?? {};
  }
  return Object.keys(errors).length > 0 ? { errors, warnings } : { answers, warnings };
}

function checkItem(section: Block, prefix: string, typed: Typed, errors: Record<string, string>, warnings: Record<string, string>): SectionAnswers {
  const answers: SectionAnswers = {};
  const asked = questionsOf(section).filter(([, question]) => isAsked(question.showWhen && fullName(question.showWhen, prefix), typed));
  for (const [id, question] of asked) {
    const name = `${prefix}.${id}`;
    const written = valueOf(typed, name);
    const answer = checkOne(question, written);
    if (answer && 'error' in answer) errors[name] = answer.error;
    else if (answer) {
      answers[id] = answer.value;
      if (question.keepsTyped?.(answer.value, written)) answers[asTyped(id)] = written;
    }
  }
  for (const [id, question] of asked) {
    const answer = answers[id];
    const doubt = answer === undefined ? undefined : question.warn?.(answer, answers);
    if (doubt) warnings[`${prefix}.${id}`] = doubt;
  }
  return answers;
}

function checkOne(question: Question, value: string): { value: Answer } | { error: string } | undefined {
  if (value === '') return question.required ? { error: question.missing } : undefined;
  const read = question.rule.safeParse(value);
  if (read.success) return { value: read.data };
  return { error: read.error.issues[0]?.message ?? question.missing };
}

/** Answers as they are typed again: to correct a dossier, to take a draft up on another phone. */
export function retype(form: Form, answers: Answers): Typed {
  const typed: Typed = {};
  for (const { name, question, answer, written } of eachAnswer(form, answers)) typed[name] = [written ?? question.retype?.(answer) ?? String(answer)];
  return typed;
}

/** Under this name a section keeps what was typed for a question, where that says more than the answer. */
function asTyped(id: string): string {
  return `${id}AsTyped`;
}

/** A field an officer can point at: its id for `supplement_items`, what it is called, and what the citizen answered. */
export type FieldLine = { item: string; name: string; label: string; shown: string; section: string; personal: boolean };

/** Every answered field in reading order, for the review page, the desk and the control sheet. */
export function fieldLines(form: Form, answers: Answers): FieldLine[] {
  return eachAnswer(form, answers).map(({ name, section, question, answer, position }) => ({
    item: `field:${name}`,
    name,
    label: position === undefined ? question.label : `${section.repeat?.item} ${position + 1}: ${question.label}`,
    shown: inWords(question, answer),
    section: section.title,
    personal: question.personal ?? false,
  }));
}

/** What was asked and left empty, for an officer who needs it after all. */
export function emptyLines(form: Form, answers: Answers): FieldLine[] {
  const typed = retype(form, answers);
  return drawForm(form, typed).flatMap((section) =>
    section.items.flatMap(({ title, fields }) =>
      fields
        .filter(({ visible, value }) => visible && !value)
        .map(({ name, label, question }) => ({
          item: `field:${name}`,
          name,
          label: title ? `${title}: ${label}` : label,
          shown: '',
          section: section.title,
          personal: question.personal ?? false,
        })),
    ),
  );
}

/** An answer as a person reads it. */
export function inWords(question: Question, answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không';
  const option = question.options?.find(({ value }) => value === answer);
  return option?.label ?? question.retype?.(answer) ?? String(answer);
}

function eachAnswer(form: Form, answers: Answers) {
  return form.sections.flatMap((section) => {
    const given = answers[section.id] ?? [];
    const items = Array.isArray(given) ? given : [given];
    return items.flatMap((item, i) =>
      questionsOf(section).flatMap(([id, question]) => {
        const answer = item[id];
        const position = section.repeat ? i : undefined;
        const name = position === undefined ? `${section.id}.${id}` : `${section.id}.${position}.${id}`;
        return answer === undefined ? [] : [{ name, section, question, answer, position, written: item[asTyped(id)] as string | undefined }];
      }),
    );
  });
}

/** The answer to `section.question`, of the first item when the section repeats; undefined when not given. */
export function answerTo(answers: Answers, field: string): Answer | undefined {
  const [sectionId = '', questionId = ''] = field.split('.');
  const given = answers[sectionId];
  return (Array.isArray(given) ? given[0] : given)?.[questionId];
}

/** True when a condition holds for stored answers (papers, reliefs). */
export function holds(when: ShowWhen | undefined, answers: Answers): boolean {
  return when === undefined || when.is.includes(String(answerTo(answers, when.field) ?? ''));
}

/** A right answer to every question of the form, typed; conditions are followed from the samples themselves. */
export function sampleOf(form: Form, chosen: Typed = {}): Typed {
  const typed: Typed = {};
  for (const section of form.sections) {
    const prefixes = section.repeat ? [`${section.id}.0`] : [section.id];
    for (const prefix of prefixes) for (const [id, question] of questionsOf(section)) typed[`${prefix}.${id}`] = chosen[`${prefix}.${id}`] ?? [question.sample];
  }
  return typed;
}

export function questionsOf(section: Block): [string, Question][] {
  return Object.entries(section.questions);
}

function prefixesOf(section: Block, typed: Typed): string[] {
  if (!section.repeat) return [section.id];
  return Array.from({ length: itemsOf(section, typed) }, (_, i) => `${section.id}.${i}`);
}

function itemsOf(section: Block, typed: Typed): number {
  const { min, max } = section.repeat ?? { min: 1, max: 1 };
  const more = typed[addButton]?.includes(section.id) ? 1 : 0;
  const highest = Math.max(-1, ...Object.keys(typed).map((name) => indexIn(section.id, name)));
  return Math.min(max, Math.max(min, highest + 1, 1) + more);
}

/** The items to check: blank ones beyond the fewest allowed are not there. */
function filledPrefixes(section: Block, typed: Typed): string[] {
  const min = section.repeat?.min ?? 1;
  const names = Object.keys(typed);
  return prefixesOf(section, typed).filter((prefix, i) => i < min || names.some((name) => name.startsWith(`${prefix}.`) && valueOf(typed, name) !== ''));
}

function indexIn(sectionId: string, name: string): number {
  const [section, index = '', question] = name.split('.');
  return section === sectionId && question !== undefined && /^\d{1,3}$/.test(index) ? Number(index) : -1;
}

function isAsked(when: ShowWhen | undefined, typed: Typed): boolean {
  return when === undefined || when.is.includes(valueOf(typed, when.field));
}

/** A condition without a dot speaks of the same section. */
export function fullName(when: ShowWhen, prefix: string): ShowWhen {
  return when.field.includes('.') ? when : { ...when, field: `${prefix}.${when.field}` };
}

function valueOf(typed: Typed, name: string): string {
  return Object.hasOwn(typed, name) ? (typed[name]?.[0]?.normalize('NFC').trim() ?? '') : '';
}
