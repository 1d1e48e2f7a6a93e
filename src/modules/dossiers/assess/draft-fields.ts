import { type Answers, answerTo, fieldLines, type Option, type ProcedureVersion, provincesOf } from '../procedures/index.ts';

/** One thing that stands on the result and that the officer writes or confirms before it goes to the leader. */
export type DraftField = {
  id: string;
  label: string;
  long?: boolean;
  help?: string;
  /** One of these, by value. */
  options?: readonly Option[];
  optional?: boolean /** Where in the form a first value comes from. */;
  from?: readonly string[];
};

/** A civil-status extract copies the register, so the officer writes what the register says, not what the citizen remembers. */
const extract: readonly DraftField[] = [
  { id: 'name', label: 'Họ, chữ đệm, tên', from: ['record.name', 'child.name'] },
  { id: 'birthDate', label: 'Ngày, tháng, năm sinh', from: ['record.birthDate', 'child.birthDate'] },
  { id: 'birthDateInWords', label: 'Ghi bằng chữ', optional: true },
  { id: 'sex', label: 'Giới tính', from: ['record.sex', 'child.sex'] },
  { id: 'ethnicity', label: 'Dân tộc', from: ['record.ethnicity', 'child.ethnicity'], optional: true },
  { id: 'nationality', label: 'Quốc tịch', optional: true },
  { id: 'birthPlace', label: 'Nơi sinh', from: ['child.birthPlace'], optional: true },
  { id: 'hometown', label: 'Quê quán', from: ['child.homeland'], optional: true },
  { id: 'number', label: 'Số định danh cá nhân', from: ['record.number'], optional: true },
  { id: 'mother', label: 'Mẹ: họ tên, năm sinh, dân tộc, quốc tịch, nơi cư trú', optional: true },
  { id: 'father', label: 'Cha: họ tên, năm sinh, dân tộc, quốc tịch, nơi cư trú', optional: true },
  { id: 'registeredAt', label: 'Nơi đăng ký', from: ['record.place'] },
  { id: 'registerNumber', label: 'Số đăng ký, quyển số', from: ['record.registerNumber'], optional: true },
  { id: 'registeredOn', label: 'Ngày đăng ký', from: ['record.registeredOn'], optional: true },
  { id: 'note', label: 'Ghi chú (thay đổi, cải chính)', long: true, optional: true },
];

/** What the register gives a vessel or a machine when it is entered: the number painted on it. */
const registered: readonly DraftField[] = [
  {
    id: 'registration',
    label: 'Số đăng ký, biển số cấp',
    help: 'Số sơn trên phương tiện; in lớn trên giấy và nằm trong mã QR.',
    from: ['vessel.registration', 'removal.registration'],
  },
  { id: 'body', label: 'Ghi chú trên giấy', long: true, optional: true },
];

const general: readonly DraftField[] = [{ id: 'body', label: 'Nội dung giải quyết', long: true, optional: true }];

/** A pass: on which roads and at which hours it holds, and for whom it is issued. */
function pass({ profile }: Pick<ProcedureVersion, 'profile'>): readonly DraftField[] {
  return [
    {
      id: 'conditions',
      label: 'Điều kiện về tuyến, giờ',
      help: 'In trên giấy và hiện ở chốt, ví dụ: chỉ đi quốc lộ 3, không dừng trong nội thành. Điều quan trọng ghi trước: ở chốt chỉ chắc hiện khoảng 30 chữ cái đầu.',
      optional: true,
    },
    { id: 'onBehalf', label: 'Cấp hộ tỉnh, thành', from: ['journey.onBehalf'], options: provincesOf(profile), optional: true },
  ];
}

/** What the officer fills in for a result of this procedure. */
export function draftFieldsOf(procedure: Pick<ProcedureVersion, 'result' | 'profile'>): readonly DraftField[] {
  if (procedure.result.template === 'vehicle-pass') return pass(procedure);
  if (['vessel-registration', 'machine-registration', 'vessel-removal'].includes(procedure.result.template)) return registered;
  return procedure.result.template === 'birth-extract-copy' ? extract : general;
}

/** First values, from what the citizen said; the officer corrects them against the register. */
export function proposeDraft(procedure: ProcedureVersion, answers: Answers): Record<string, string> {
  const said = new Map(fieldLines(procedure.form, answers).map((line) => [line.name, line.shown]));
  const first = (names: readonly string[], options: unknown) =>
    names.map((name) => (options ? answerTo(answers, name) : said.get(name))).find((value) => value !== undefined && value !== '') ?? '';
  const proposed = draftFieldsOf(procedure).map(({ id, from = [], options }) => [id, String(first(from, options))]);
  return Object.fromEntries(proposed) as Record<string, string>;
}

/** The lines of a general result: what was asked for and by whom, as the form has it, without how to reach the person. */
export function rowsOf(procedure: ProcedureVersion, answers: Answers): [string, string][] {
  const private_ = /\.(phone|email|idKind)$|^(delivery|oath|copies)\./;
  return fieldLines(procedure.form, answers)
    .filter(({ name }) => !private_.test(name) && !procedure.result.omit.some((part) => name === part || name.startsWith(`${part}.`)))
    .map(({ label, shown }) => [label, shown]);
}
