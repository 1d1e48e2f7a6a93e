export { messageKinds, type MessageKind, type SlipKind, type Story } from './archetypes/archetype.ts';
export { placeholders } from './archetypes/common.ts';
export {
  applicantOf,
  type ChecklistLine,
  checklistFor,
  conditionInWords,
  type CompiledProcedure,
  feeOf,
  limitOf,
  type Paper,
  paperCondition,
  papersFor,
  returnModeOf,
} from './compile.ts';
export { type Fee, feeInWords, feeRuleInWords } from './fees.ts';
export {
  addButton,
  answerTo,
  askedAtDesk,
  type Checked,
  checkForm,
  drawForm,
  type FieldLine,
  emptyLines,
  fieldLines,
  type FieldView,
  type Form,
  inWords,
  questionsOf,
  retype,
  sampleOf,
  type SectionView,
} from './form/form.ts';
export { provinceName, provincesOf } from './blocks/provinces.ts';
export type { Answer, Answers, InputKind, Option, Question, Repeat, SectionAnswers, ShowWhen, Typed } from './form/question.ts';
export { doubtAboutPlate, showPlate, tidyPlate } from './form/plate.ts';
export { readDate, typeDate } from './form/dates.ts';
export { foldText as fold } from '#kernel/organisations/fold-text.ts';
export { withoutAccents, writeMessage } from './messages.ts';
export { type Channel, channels, type CheckKind, type CheckRule, type ProfileName } from './schema.ts';
export {
  autoIssued,
  type Found,
  type ListedProcedure,
  listPublished,
  popularProcedures,
  procedureFields,
  procedureVersion,
  type ProcedureVersion,
  publishedCodes,
  publishedProcedure,
  type RegisterDraft,
  registerDraft,
  type SearchResult,
  searchProcedures,
} from './store.ts';
export type { RegisterFacts } from './register.ts';
