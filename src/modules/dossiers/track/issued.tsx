import { formatDateTime } from '#kernel/calendar/index.ts';
import { Buttons, Card, Facts, LinkButton, Notice } from '#design/index.ts';
import type { Renewing } from '../renew/may-renew.ts';
import { RenewAll, RenewOne } from '../renew/renew-buttons.tsx';
import { renewingInWords } from '../renew/renew.page.tsx';
import type { Permit } from '../store/permits.ts';
import type { Result } from '../store/results.ts';
import type { TrackProps } from './track.page.tsx';

/** Every result that was issued: how long it holds, under which conditions, and what can be done with it. */
export function Results({ results, permits, renewing, now }: TrackProps) {
  return (
    <>
      <RenewAll permits={permits} renewing={renewing} />
      {results.map((result) => (
        <IssuedCard result={result} permit={permits.find(({ id }) => id === result.id)} renewing={renewing.get(result.id)} now={now} />
      ))}
    </>
  );
}

type Issued = { result: Result; permit: Permit | undefined; renewing: Renewing | undefined; now: Date };

function IssuedCard({ result, permit, renewing, now }: Issued) {
  const over = permit?.validUntil && permit.validUntil < now;
  return (
    <Card title={[result.title, permit?.shown].filter(Boolean).join(' ')}>
      <Facts
        rows={[
          ['Số', result.numberText],
          ['Người ký', result.signedBy],
          ['Dùng từ', permit && permit.validFrom > permit.issuedAt ? formatDateTime(permit.validFrom) : ''],
          ['Dùng được đến', permit?.validUntil ? `${formatDateTime(permit.validUntil)}${over ? ' (đã hết hạn)' : ''}` : ''],
          ['Điều kiện', permit?.conditions],
          [
            'Đang bị đình chỉ',
            permit?.suspendedAt ? `${permit.suspendedUntil ? `đến ${formatDateTime(permit.suspendedUntil)}: ` : ''}${permit.suspendedWhy}` : '',
          ],
          ['Gia hạn', renewing && renewing.kind !== 'not-yet' ? renewingInWords(renewing) : ''],
          ['Thu hồi', result.revokedAt ? `${formatDateTime(result.revokedAt)}: ${result.revokedWhy}` : ''],
        ]}
      />
      <Buttons>
        {renewing?.kind === 'may' && <RenewOne id={result.id} />}
        <LinkButton kind={renewing?.kind === 'may' ? 'second' : 'first'} href={`/tra-cuu/ho-so/ket-qua/${result.id}`}>
          Tải bản PDF có chữ ký số
        </LinkButton>
        {!result.revokedAt && (
          <LinkButton kind="second" href={`/tra-cuu/ho-so/ket-qua/${result.id}/anh`}>
            Lưu ảnh vào điện thoại
          </LinkButton>
        )}
      </Buttons>
    </Card>
  );
}

/** Papers of this dossier that must not be used now: suspended or taken back. */
export function barredInWords({ results, permits }: Pick<TrackProps, 'results' | 'permits'>): string[] {
  return results.flatMap((result) => {
    const permit = permits.find(({ id }) => id === result.id);
    const name = permit?.shown || `Số ${result.numberText}`;
    if (result.revokedAt) return [`${name}: đã bị thu hồi.`];
    if (!permit?.suspendedAt) return [];
    return [`${name}: đang bị đình chỉ${permit.suspendedUntil ? ` đến ${formatDateTime(permit.suspendedUntil)}` : ''}.`];
  });
}

/** Stands where «ready» would stand: who opens the page must not read first that all is well. */
export function Barred({ words, office }: { words: readonly string[]; office: string }) {
  return (
    <Notice kind="warning" title="Có giấy không được dùng lúc này">
      <ul>
        {words.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
      <p>Lý do ghi ở từng giấy dưới đây. Chưa rõ thì hỏi {office}.</p>
    </Notice>
  );
}
