import { formatDateTime } from '#kernel/calendar/index.ts';
import { Card, Facts, Tag } from '#design/index.ts';
import type { AutoIssue } from '../store/auto-issues.ts';

const outcomes = { issuing: 'đang tự động cấp', issued: 'đã tự động cấp', left: 'để cán bộ xử lý' } as const;

/** What the rule did with this dossier, who allowed it, and what the checks said at that moment. */
export function AutoIssueCard({ auto }: { auto: AutoIssue | undefined }) {
  if (!auto) return null;
  return (
    <Card title="Tự động cấp theo quy tắc">
      <p>
        <Tag kind={auto.outcome === 'left' ? 'warn' : 'good'}>{outcomes[auto.outcome]}</Tag> {auto.said}
      </p>
      <Facts
        rows={[
          ['Quy tắc', auto.rule],
          ['Ai cho phép', `${auto.allowedBy}${auto.allowedAt ? `, từ ${formatDateTime(auto.allowedAt)}` : ''}`],
          ['Căn cứ', auto.basis],
          ['Xem xét lúc', formatDateTime(auto.decidedAt)],
          ['Cấp lúc', auto.issuedAt && formatDateTime(auto.issuedAt)],
          ['Xem lại', reviewed(auto)],
        ]}
      />
      <details>
        <summary>Kiểm tra khi đó: {auto.checks.length} điều</summary>
        <ul>
          {auto.checks.map(({ title, words, about, verdict }) => (
            <li>
              <Tag kind={verdict === 'pass' ? 'good' : verdict === 'doubt' ? 'warn' : 'bad'}>
                {verdict === 'pass' ? 'đạt' : verdict === 'doubt' ? 'cần xem' : 'không đạt'}
              </Tag>{' '}
              {title}
              {about ? ` (${about})` : ''}: {words}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}

function reviewed({ sample, review, reviewedBy, reviewedAt, reviewNote }: AutoIssue): string {
  if (!sample) return '';
  if (!review || !reviewedAt) return 'giấy mẫu, chờ cán bộ xem lại';
  return `${review === 'right' ? 'đúng' : 'cấp sai'}, ${reviewedBy}, ${formatDateTime(reviewedAt)}${reviewNote ? `: ${reviewNote}` : ''}`;
}
