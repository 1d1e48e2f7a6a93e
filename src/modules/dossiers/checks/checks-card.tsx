import { formatDateTime } from '#kernel/calendar/index.ts';
import { Card, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { type CheckResult, type CheckVerdict, gravest } from './check-result.ts';

export const verdictWords: Record<CheckVerdict, string> = { pass: 'Đạt', doubt: 'Cần xem', fail: 'Không đạt' };
const tags = { pass: 'good', doubt: 'warn', fail: 'bad' } as const;

/** «6 đạt, 1 cần xem»: how many checks came out how; a check of several vehicles counts once, by the gravest. */
export function countsInWords(results: readonly Pick<CheckResult, 'id' | 'verdict'>[]): string {
  const verdicts = grouped(results).map(gravest);
  const many = (verdict: CheckVerdict) => verdicts.filter((one) => one === verdict).length;
  return (['fail', 'doubt', 'pass'] as const)
    .filter((verdict) => many(verdict) > 0)
    .map((verdict) => `${many(verdict)} ${verdictWords[verdict].toLocaleLowerCase('vi')}`)
    .join(', ');
}

/** The results of each check together, in the order of the package. */
export function grouped<R extends Pick<CheckResult, 'id'>>(results: readonly R[]): R[][] {
  return [...Map.groupBy(results, ({ id }) => id).values()];
}

/** What the machine found, worst first; each with its rule behind it. `at`: frozen at a decision, not looked at now. */
export function ChecksCard({ results, officer, at }: { results: readonly CheckResult[]; officer: Officer; at: Date | undefined }) {
  if (results.length === 0) return null;
  const order = { fail: 0, doubt: 1, pass: 2 };
  const groups = grouped(results).toSorted((a, b) => order[gravest(a)] - order[gravest(b)]);
  return (
    <Card title="Máy đã kiểm tra">
      <p class="soft">
        {countsInWords(results)}
        {at ? `, lúc quyết định ${formatDateTime(at)}` : '. Máy chỉ xem trước, cán bộ quyết định; bấm từng dòng để đọc quy định'}.
      </p>
      <ul class="checks">
        {groups.map((group) => (
          <Check group={group} officer={officer} />
        ))}
      </ul>
    </Card>
  );
}

function Check({ group, officer }: { group: readonly CheckResult[]; officer: Officer }) {
  const [one] = group;
  if (!one) return null;
  const verdict = gravest(group);
  const wrong = group.filter((result) => result.verdict !== 'pass');
  const right = group.filter((result) => result.verdict === 'pass');
  return (
    <li class={verdict}>
      <details>
        <summary>
          <Tag kind={tags[verdict]}>{verdictWords[verdict]}</Tag> <b>{one.title}</b>
          {verdict === 'pass' && <span class="soft"> {group.length > 1 ? `cả ${group.length} mục` : one.words}</span>}
        </summary>
        <p>
          Quy định: {one.rule} {one.sure.startsWith('M') && <span class="soft">(chờ đối chiếu văn bản)</span>}
        </p>
        {group.length > 1 && right.map((result) => <Finding result={result} officer={officer} named />)}
      </details>
      {wrong.map((result) => (
        <Finding result={result} officer={officer} named={group.length > 1} />
      ))}
    </li>
  );
}

function Finding({ result: { about, words, see }, officer, named }: { result: CheckResult; officer: Officer; named: boolean }) {
  const mayOpen = see && (officer.roles.includes('auditor') || [see.receivingUnit, see.decidingUnit].includes(officer.unitId));
  return (
    <p>
      {named && about && <b class="code">{about}: </b>}
      {words}
      {mayOpen && (
        <>
          {' '}
          <a href={`/can-bo/ho-so/${see.id}`} class="code">
            {see.code}
          </a>
        </>
      )}
    </p>
  );
}
