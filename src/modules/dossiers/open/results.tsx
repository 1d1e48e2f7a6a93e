import { formatDateTime } from '#kernel/calendar/index.ts';
import { Buttons, Card, Facts, LinkButton } from '#design/index.ts';
import { type ProcedureVersion, provinceName } from '../procedures/index.ts';
import type { Permit } from '../store/permits.ts';
import type { Result } from '../store/results.ts';
import type { DossierProps } from './dossier.page.tsx';

/** What is issued or about to be: for what, under which conditions, on whose behalf, by whom and until when. */
export function Results({ results, permits, renewals, dossier, procedure, now }: DossierProps) {
  const permitOf = (result: Result) => permits.find(({ id }) => id === result.id);
  return (
    <>
      {results.map((result) => (
        <Card title={result.title}>
          <Facts
            rows={[
              ['Số', result.numberText],
              ['Dự thảo', `${result.draftedBy}, ${formatDateTime(result.draftedAt)}`],
              [
                result.data.byRule ? 'Duyệt' : 'Người ký',
                result.signedBy && result.signedAt ? `${result.signedBy}, ${formatDateTime(result.signedAt)}` : 'chưa ký',
              ],
              ['Đóng dấu', result.sealedBy && result.sealedAt ? `${result.sealedBy}, ${formatDateTime(result.sealedAt)}` : 'chưa đóng dấu'],
              ['Cấp cho', permitOf(result)?.shown],
              ['Cấp hộ', onBehalf(result, procedure.profile)],
              ['Điều kiện', fieldsOf(result).conditions],
              ['Có giá trị', validity(permitOf(result), now)],
              ['Đình chỉ', suspension(permitOf(result))],
              ['Thu hồi', result.revokedAt ? `${formatDateTime(result.revokedAt)}: ${result.revokedWhy}` : ''],
            ]}
          />
          <Buttons>
            <LinkButton kind="second" href={`/can-bo/ho-so/${dossier.id}/ket-qua/${result.id}`}>
              {result.sealedAt ? 'Mở bản PDF đã ký' : 'Xem dự thảo PDF'}
            </LinkButton>
            {renewals.has(result.id) && (
              <LinkButton kind="second" href={renewals.get(result.id) ?? ''}>
                Nhập hồ sơ gia hạn
              </LinkButton>
            )}
          </Buttons>
        </Card>
      ))}
    </>
  );
}

function validity(permit: Permit | undefined, now: Date): string {
  if (!permit?.validUntil) return '';
  return `từ ${formatDateTime(permit.validFrom)} đến ${formatDateTime(permit.validUntil)}${permit.validUntil < now ? ', đã hết hạn' : ''}`;
}

function suspension(permit: Permit | undefined): string {
  if (!permit?.suspendedAt) return '';
  return `từ ${formatDateTime(permit.suspendedAt)}${permit.suspendedUntil ? ` đến ${formatDateTime(permit.suspendedUntil)}` : ''}: ${permit.suspendedWhy}`;
}

function onBehalf(result: Result, era: ProcedureVersion['profile']): string {
  const code = fieldsOf(result).onBehalf;
  return code ? provinceName(era, code) : '';
}

/** What the specialist wrote into the draft. */
function fieldsOf({ data }: Result): Record<string, string | undefined> {
  return (data.fields ?? {}) as Record<string, string>;
}
