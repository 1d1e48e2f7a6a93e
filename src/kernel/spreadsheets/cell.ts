/** A cell as it stands in a file: text, a number as written, a day, a tick, or nothing. */
export type Cell = string | { number: string } | { day: string } | boolean | null;

/** A sheet of a workbook. The first row is row 1 of the file; rows and cells at the end that hold nothing are not there. */
export type Sheet = { name: string; rows: Cell[][] /** More rows follow than were read. */; cut: boolean };

/** Why a file could not be read as a spreadsheet. */
export type Problem =
  | 'empty'
  | 'too-large'
  | 'too-heavy'
  | 'old-excel'
  | 'password'
  | 'open-document'
  | 'binary-excel'
  | 'web-page'
  | 'not-a-sheet'
  | 'broken'
  | 'unsaved-formula'
  | 'open-quote'
  | 'busy';

/** What the reading process answers. */
export type Answer = { sheets: Sheet[] } | { problem: Problem; detail?: string };

export class Unreadable extends Error {
  readonly problem: Problem;
  readonly detail: string | undefined;
  constructor(problem: Problem, detail?: string) {
    super(problem);
    this.problem = problem;
    this.detail = detail;
  }
}

/** Rows and columns beyond these are not looked at: nobody's list is so long, and a file may claim a billion. */
export const mostRows = 5000;
export const mostColumns = 200;
