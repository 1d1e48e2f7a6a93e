import type { z } from 'zod';

/** What a person typed, by field name. */
export type Typed = Record<string, string[]>;

/** Answers as stored: by section, then by question; a repeated section is a list. */
export type Answers = Record<string, SectionAnswers | SectionAnswers[]>;
export type SectionAnswers = Record<string, Answer>;
export type Answer = string | number | boolean;

export type ShowWhen = { field: string; is: readonly string[] };
/** `aka`: other names under which people write it in a spreadsheet. */
export type Option = { value: string; label: string; aka?: readonly string[] };

export type InputKind = 'text' | 'tel' | 'email' | 'number' | 'date' | 'radio' | 'select' | 'textarea' | 'checkbox';

/** One question: how it is asked, how it is checked, what is said when it is wrong. */
export type Question<T extends Answer = Answer> = {
  label: string;
  help?: string;
  input: InputKind;
  options?: readonly Option[];
  autocomplete?: string;
  inputMode?: 'numeric' | 'tel' | 'email' | 'decimal';
  maxLength: number;
  required: boolean;
  missing: string;
  /** From what was typed (never blank) to the answer; its messages say what would be right. */
  rule: z.ZodType<T, string>;
  /** A doubt worth saying aloud that stops nobody: numbers are corrected, cards are old. */
  warn?(answer: T, section: Partial<SectionAnswers>): string | undefined;
  /** True when the text as typed says more than the answer, and is kept beside it. */
  keepsTyped?(answer: T, typed: string): boolean;
  showWhen?: ShowWhen;
  /** Chosen before anybody has answered: the only answer there is, or nearly everybody's. */
  usual?: string;
  /** What people call it at the head of a column. */
  aka?: readonly string[];
  /** Masked on lists and before strangers. */
  personal?: boolean;
  /** Something right to type, for generated tests and the simulator. */
  sample: string;
  /** How a stored answer is typed again; without it, as text. */
  retype?(answer: T): string;
};

/** A part of a form: questions that belong together, perhaps asked for several things. */
export type Block<Q extends Record<string, Question> = Record<string, Question>> = {
  id: string;
  title: string;
  intro?: string;
  questions: Q;
  repeat?: Repeat;
  /** Questions that each row of a sheet may answer for itself; a row that does not has what was answered for all. */
  byRow?: readonly string[];
  showWhen?: ShowWhen;
};

/** `inSheet`: the items that stand in one row of a spreadsheet, each with a title of its own and what its place says of it. */
export type Repeat = { min: number; max: number; item: string; inSheet?: readonly { title: string; aka?: readonly string[]; fixed: Record<string, string> }[] };

/** The answers of a block, typed from its questions. */
export type AnswersOf<B extends Block> = { [K in keyof B['questions']]?: B['questions'][K] extends Question<infer T> ? T : never };

/** The same question, but it may stay empty. */
export function optional<T extends Answer>(question: Question<T>): Question<T> {
  return { ...question, required: false };
}

/** The same question, asked only when another answer is one of these. `field` without a dot names a question of the same section. */
export function onlyWhen<T extends Answer>(field: string, is: readonly string[], question: Question<T>): Question<T> {
  return { ...question, showWhen: { field, is } };
}
