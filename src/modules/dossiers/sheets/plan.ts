import { type CompiledProcedure, fold, type Form, type Question, type Repeat } from '../procedures/index.ts';

/** A column of a sheet: which question of which item it answers. `name` is its field in the form of one single dossier. */
export type Column = {
  name: string;
  title: string;
  question: Question;
  /** A row without it is wrong. */
  required: boolean;
  /** The item of a part of which a row may hold several; what its place says of it. */
  item?: { prefix: string; fixed: Record<string, string> };
  /** An empty cell means what was answered once for the whole sheet. */
  asShared?: true;
  /** Folded heads under which people write it, and how sure each is. */
  heads: { words: string; sure: number }[];
};

/** How a sheet becomes dossiers: its columns, and the parts of the form that its rows answer (the rest is the same for all of them). */
export type SheetPlan = {
  columns: readonly Column[];
  /** The question that tells rows apart: vehicles.plate. */
  thing: string;
  /** Parts that only rows answer. */
  parts: readonly string[];
  /** Parts answered once for all, of which a row may say something else. */
  shared: readonly string[];
  item: string;
};

/** The plan for a procedure that gives a result for each item of a repeated part; undefined when it asks for one thing only. */
export function sheetPlan({ form, result }: CompiledProcedure): SheetPlan | undefined {
  const main = form.sections.find(({ id, repeat }) => repeat && id === result.each);
  if (!main?.repeat) return undefined;
  const others = form.sections.filter(({ id, repeat }) => repeat?.inSheet && id !== main.id);
  const own = Object.entries(main.questions).map(([id, question]) => columnOf(`${main.id}.0.${id}`, question));
  const more = others.flatMap(({ id, repeat, questions }) =>
    (repeat?.inSheet ?? []).flatMap((item, i) => {
      const asked = Object.entries(questions).filter(([question]) => !(question in item.fixed));
      return asked.map(([question, about]) => itemColumn(`${id}.${i}`, question, about, item, i < (repeat?.min ?? 0), i === 0));
    }),
  );
  const ways = form.sections.filter(({ byRow }) => byRow && byRow.length > 0);
  const common = ways.flatMap(({ id, byRow = [], questions }) =>
    byRow.flatMap((question) => (questions[question] ? [sharedColumn(`${id}.${question}`, questions[question])] : [])),
  );
  const thing = result.thing?.startsWith(`${main.id}.`) ? result.thing : `${main.id}.${Object.keys(main.questions)[0]}`;
  return {
    columns: [...own, ...more, ...common],
    thing,
    parts: [main.id, ...others.map(({ id }) => id)],
    shared: ways.map(({ id }) => id),
    item: main.repeat.item,
  };
}

function columnOf(name: string, question: Question): Column {
  const heads = [{ words: fold(question.label), sure: 0 }, ...(question.aka ?? []).filter(Boolean).map((word) => ({ words: fold(word), sure: 0 }))];
  return { name, title: question.label, question, required: question.required && !question.showWhen, heads };
}

/** Read with less trust than the others: «Hợp đồng đến ngày» is not the last day of a journey. */
function sharedColumn(name: string, question: Question): Column {
  const column = columnOf(name, question);
  return { ...column, required: false, asShared: true, heads: column.heads.map(({ words }) => ({ words, sure: -1.9 })) };
}

type Item = NonNullable<Repeat['inSheet']>[number];

/** «Lái xe: Họ tên», known also as «Họ tên lái xe», and as «Họ tên» alone where nothing else is called so. */
function itemColumn(prefix: string, id: string, question: Question, item: Item, needed: boolean, first: boolean): Column {
  const labels = [question.label, ...(question.aka ?? [])];
  const titles = [item.title, ...(item.aka ?? [])];
  const both = titles.flatMap((title) => labels.map((label) => ({ words: fold(`${title} ${label}`), sure: 0 })));
  const alone = first ? labels.filter(Boolean).map((label) => ({ words: fold(label), sure: -0.5 })) : [];
  return {
    name: `${prefix}.${id}`,
    title: `${item.title}: ${question.label}`,
    question,
    required: needed && question.required && !question.showWhen,
    item: { prefix, fixed: item.fixed },
    heads: [...both, ...alone],
  };
}

/** The parts of a form that a sheet's rows answer, those they may answer otherwise among them. */
export function rowForm(form: Form, { parts, shared }: SheetPlan): Form {
  return { sections: form.sections.filter(({ id }) => parts.includes(id) || shared.includes(id)) };
}
