import { formatDate } from '#kernel/calendar/index.ts';
import { Button, Buttons, LinkButton } from '#design/index.ts';
import type { Permit } from '../store/permits.ts';
import type { Renewing } from './may-renew.ts';

const address = '/tra-cuu/ho-so/gia-han';

/** Renews one permit of the open dossier. */
export function RenewOne({ id }: { id: string }) {
  return <LinkButton href={`${address}?giay=${id}`}>Gia hạn</LinkButton>;
}

/** Several at once: all of them are chosen, who wants fewer unticks. */
export function RenewAll({ permits, renewing }: { permits: readonly Permit[]; renewing: ReadonlyMap<string, Renewing> }) {
  const open = permits.filter(({ id }) => renewing.get(id)?.kind === 'may');
  if (open.length < 2) return null;
  return (
    <form method="post" action={address}>
      <fieldset class="block">
        <legend>Gia hạn nhiều giấy một lần</legend>
        {open.map(({ id, shown, numberText, validUntil }) => (
          <label class="choice">
            <input type="checkbox" name="giay" value={id} checked />
            <span>
              {shown || `Số ${numberText}`} <span class="soft">{validUntil && `đến hết ${formatDate(validUntil)}`}</span>
            </span>
          </label>
        ))}
        <Buttons>
          <Button>Gia hạn những giấy đã chọn</Button>
        </Buttons>
      </fieldset>
    </form>
  );
}
