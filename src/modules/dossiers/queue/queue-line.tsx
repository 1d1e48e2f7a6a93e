import { Tag } from '#design/index.ts';
import { stepNames } from '../board/board.page.tsx';
import { type CheckResult, grouped, gravest, verdictWords } from '../checks/index.ts';
import { type Answers, answerTo, fieldLines, type ProcedureVersion } from '../procedures/index.ts';
import { addressOf } from './filter.ts';
import { exactTimeLeft, shareUsed } from './clock.ts';
import type { QueueRow } from './rows.ts';

type LineProps = { row: QueueRow; ticked: boolean; now: Date; provinceOf(code: string): string };

/** A dossier of the queue: what an officer needs to agree or to look closer. */
export function QueueLine({ row, ticked, now, provinceOf }: LineProps) {
  const { dossier, procedure, mine, late, destination, onBehalf } = row;
  const answers = dossier.form as Answers;
  const things = thingsShown(procedure, answers);
  const [name = dossier.applicantName] = things;
  const said = (question: string) => String(answerTo(answers, question) ?? '');
  const origin = said('journey.from');
  return (
    <tr role="row" class={late ? 'late' : undefined}>
      <td role="cell" class="pick">
        {mine && (
          <label>
            <input type="checkbox" name="ids" value={`${dossier.id}:${dossier.revision}`} checked={ticked} />
            <span class="hidden">Chọn {name}</span>
          </label>
        )}
      </td>
      <td role="cell" data-label="Còn lại" class="left bare">
        <Clock row={row} now={now} />
      </td>
      <td role="cell" data-label="Biển số" class="bare">
        <a href={`/can-bo/ho-so/${dossier.id}`} class="plate" data-open>
          {name}
        </a>
        {things.slice(1, 3).map((thing) => (
          <span class="plate more">{thing}</span>
        ))}
        {things.length > 3 && <span class="soft">và {things.length - 3} xe nữa</span>}
      </td>
      <td role="cell" data-label="Hành trình" class="bare">
        {(origin || destination) && (
          <>
            {provinceOf(origin)} → <b>{provinceOf(destination)}</b>
          </>
        )}
        {said('journey.goods') && <span class="soft line">{said('journey.goods')}</span>}
        {onBehalf && <Tag kind="warn">Cấp hộ {provinceOf(onBehalf)}</Tag>}
      </td>
      <td role="cell" data-label="Máy kiểm tra">
        <Marks results={row.results} />
      </td>
      <td role="cell" data-label="Hồ sơ">
        {dossier.applicantName}
        <span class="soft line">
          <span class="code">{dossier.code}</span>
          {row.lot && (
            <a class="line" href={addressOf({ verdict: '', destination: '', onBehalf: '', lot: row.lot, step: 'mine' })}>
              Dòng {dossier.lotRow} của lô
            </a>
          )}
          {dossier.step && <span class="line">Chờ: {stepNames[dossier.step].toLocaleLowerCase('vi')}</span>}
        </span>
      </td>
    </tr>
  );
}

/** What the permits are for, as it is written on paper. */
function thingsShown({ form, result }: ProcedureVersion, answers: Answers): string[] {
  const [part = '', question = ''] = result.thing?.split('.') ?? [];
  const named = new RegExp(`^${part}\\.(\\d+\\.)?${question}$`);
  const [section] = form.sections.filter(({ id }) => id === part);
  return section ? fieldLines({ sections: [section] }, answers).flatMap(({ name, shown }) => (named.test(name) ? [shown] : [])) : [];
}

/** Words first; the bar shows how much of the time is over. */
function Clock({ row: { dossier, start, late }, now }: { row: QueueRow; now: Date }) {
  const { dueAt } = dossier;
  if (!dueAt) return <span class="soft">không có hạn</span>;
  const used = shareUsed(start, dueAt, now);
  return (
    <>
      <b data-due={dueAt.toISOString()}>{exactTimeLeft(dueAt, now)}</b>
      <svg class={late || used > 0.75 ? 'run hurry' : 'run'} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" class="whole" />
        <rect width={String(Math.round(used * 100))} height="6" />
      </svg>
    </>
  );
}

const tags = { pass: 'good', doubt: 'warn', fail: 'bad' } as const;

/** All clear is one mark; anything else says what and why, the gravest first. */
function Marks({ results }: { results: readonly CheckResult[] }) {
  const groups = grouped(results);
  const wrong = groups.filter((group) => gravest(group) !== 'pass').toSorted((a, b) => Number(gravest(b) === 'fail') - Number(gravest(a) === 'fail'));
  if (wrong.length === 0) return <Tag kind="good">Đạt cả {groups.length}</Tag>;
  return (
    <ul class="marks">
      {wrong.map((group) => {
        const found = group.filter(({ verdict }) => verdict !== 'pass');
        const worst = found.find(({ verdict }) => verdict === gravest(found)) ?? found[0];
        return (
          <li>
            <Tag kind={tags[gravest(group)]}>
              {verdictWords[gravest(group)]}: {group[0]?.title}
            </Tag>
            <span class="line">
              {group.length > 1 && worst?.about && `${worst.about}: `}
              {worst?.words}
              {found.length > 1 && ` Và ${found.length - 1} mục nữa.`}
            </span>
          </li>
        );
      })}
      {groups.length > wrong.length && <li class="soft">{groups.length - wrong.length} kiểm tra khác đạt</li>}
    </ul>
  );
}
