import { blocks } from './blocks/index.ts';
import { type Form, fullName, questionsOf } from './form/form.ts';
import { type Block, type Question, onlyWhen, optional } from './form/question.ts';
import * as ask from './form/questions.ts';
import type { FormPart, OwnQuestion, ProfileName, When } from './schema.ts';

/** What is wrong in a package: where (path in the file) and in one sentence what to do. */
export type Problem = { path: readonly (string | number)[]; says: string };

/** Builds the form of a package from blocks and deltas; every slip of the writer comes back as a problem. */
export function buildForm(parts: readonly FormPart[], profile: ProfileName): { form: Form; problems: Problem[] } {
  const built = parts.map((part, i) => buildSection(part, profile, ['form', i]));
  const form = { sections: built.flatMap(({ section }) => section ?? []) };
  return { form, problems: [...built.flatMap(({ problems }) => problems), ...doubleSections(parts, profile), ...lostConditions(form)] };
}

function buildSection(part: FormPart, profile: ProfileName, path: Problem['path']): { section?: Block; problems: Problem[] } {
  const make = Object.hasOwn(blocks, part.block) ? blocks[part.block] : undefined;
  if (!make) return { problems: [{ path, says: `Không có khối «${part.block}». Các khối có sẵn: ${Object.keys(blocks).join(', ')}.` }] };
  const block = make(part, profile);
  const questions = { ...changed(block, part), ...Object.fromEntries((part.add ?? []).map((own) => [own.id, ownQuestion(own)])) };
  const section = { ...block, id: part.as ?? block.id, title: part.title ?? block.title, showWhen: part.when ?? block.showWhen, questions, byRow: part.by_row };
  return { section, problems: [...unknownQuestions(block, part, path), ...doubleQuestions(block, part, path), ...lostRowQuestions(section, path)] };
}

function changed(block: Block, part: FormPart): Record<string, Question> {
  const kept = questionsOf(block).filter(([id]) => !part.without?.includes(id));
  return Object.fromEntries(
    kept.map(([id, question]) => {
      const label = part.labels?.[id] ?? question.label;
      const required = part.required?.includes(id) ? true : part.optional?.includes(id) ? false : question.required;
      return [id, { ...question, label, required }];
    }),
  );
}

function ownQuestion(own: OwnQuestion): Question {
  const asked = make(own);
  const wanted = own.optional ? optional(asked) : asked;
  return own.when ? onlyWhen(own.when.field, own.when.is, wanted) : wanted;
}

function make(own: OwnQuestion): Question {
  const wording = { label: own.label, help: own.help, aka: own.aka, ...(own.sample === undefined ? {} : { sample: own.sample }) };
  switch (own.kind) {
    case 'text':
      return ask.text(wording);
    case 'long-text':
      return ask.longText(wording);
    case 'name':
      return ask.personName({ autocomplete: 'off', ...wording });
    case 'date':
      return ask.date({ ...wording, help: own.help ?? 'Ngày/tháng/năm, ví dụ 25/3/1990.' });
    case 'number':
      return ask.count(wording, 0, 1_000_000);
    case 'phone':
      return ask.phone(wording);
    case 'choice':
      return ask.choice(wording, own.options ?? {});
    case 'yes':
      return ask.yes(wording, !own.optional);
    case 'personal-number':
      return ask.personalNumber({ autocomplete: 'off', ...wording });
    case 'plate':
      return ask.plate(wording);
    case 'place':
      return ask.place({ ...wording, help: own.help ?? 'Thôn (xóm, tổ), xã (phường), tỉnh.' });
  }
}

function unknownQuestions(block: Block, part: FormPart, path: Problem['path']): Problem[] {
  const known = Object.keys(block.questions);
  const named = { without: part.without, optional: part.optional, required: part.required, labels: part.labels && Object.keys(part.labels) };
  return Object.entries(named).flatMap(([delta, ids]) =>
    (ids ?? [])
      .filter((id) => !known.includes(id))
      .map((id) => ({ path: [...path, delta], says: `Khối «${part.block}» không có câu hỏi «${id}». Các câu hỏi: ${known.join(', ')}.` })),
  );
}

function doubleQuestions(block: Block, part: FormPart, path: Problem['path']): Problem[] {
  const ids = (part.add ?? []).map(({ id }) => id);
  return ids
    .map((id, i) => ({ id, i }))
    .filter(({ id, i }) => (id in block.questions && !part.without?.includes(id)) || ids.indexOf(id) < i)
    .map(({ id, i }) => ({ path: [...path, 'add', i, 'id'], says: `Mã câu hỏi «${id}» bị trùng trong khối «${part.block}»; hãy đặt mã khác.` }));
}

function lostRowQuestions({ id, byRow = [], repeat, questions }: Block, path: Problem['path']): Problem[] {
  if (repeat && byRow.length > 0) return [{ path: [...path, 'by_row'], says: `Phần «${id}» lặp lại nên mỗi dòng của bảng vốn đã trả lời; bỏ «by_row» đi.` }];
  return byRow
    .filter((question) => !Object.hasOwn(questions, question))
    .map((question) => ({
      path: [...path, 'by_row'],
      says: `Phần «${id}» không có câu hỏi «${question}». Các câu hỏi: ${Object.keys(questions).join(', ')}.`,
    }));
}

function doubleSections(parts: readonly FormPart[], profile: ProfileName): Problem[] {
  const ids = parts.map((part) => part.as ?? (Object.hasOwn(blocks, part.block) ? blocks[part.block]?.(part, profile).id : part.block));
  return ids.flatMap((id, i) => (ids.indexOf(id) < i ? [{ path: ['form', i], says: `Phần «${id}» đã có ở trên; dùng «as: tên-khác» để đặt mã riêng.` }] : []));
}

function lostConditions(form: Form): Problem[] {
  return form.sections.flatMap((section, i) => {
    const own = section.showWhen ? [{ when: section.showWhen, id: section.id }] : [];
    const inner = questionsOf(section).flatMap(([id, question]) =>
      question.showWhen ? [{ when: fullName(question.showWhen, section.id), id: `${section.id}.${id}` }] : [],
    );
    return [...own, ...inner].flatMap(({ when, id }) => {
      const says = conditionFault(form, when);
      return says ? [{ path: ['form', i], says: `«${id}» chỉ hỏi khi …, nhưng ${says}` }] : [];
    });
  });
}

/** Why a condition can never be looked up; undefined when it can. */
export function conditionFault(form: Form, when: When | { field: string; is: readonly string[] }): string | undefined {
  const question = questionAt(form, when.field);
  if (!question) return `không có ô «${when.field}» trong mẫu đơn.`;
  const lost = question.options && when.is.find((value) => !question.options?.some((option) => option.value === value));
  return lost ? `ô «${when.field}» không có lựa chọn «${lost}»; có: ${question.options?.map(({ value }) => value).join(', ')}.` : undefined;
}

/** The question named `section.question`; undefined when the form has none. */
export function questionAt(form: Form, field: string): Question | undefined {
  const [sectionId, questionId = ''] = field.split('.');
  const section = form.sections.find(({ id }) => id === sectionId);
  return section && Object.hasOwn(section.questions, questionId) ? section.questions[questionId] : undefined;
}
