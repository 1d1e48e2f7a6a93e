import { Button } from '#design/index.ts';
import { addressOf } from './filter.ts';
import { QueueLine } from './queue-line.tsx';
import type { QueueProps } from './queue.page.tsx';
import type { QueueRow } from './rows.ts';

/** The lines with their ticks, and what is done with those that are ticked. The next page asks once more. */
export function Choice(props: QueueProps) {
  const { rows, shown, chosen, now } = props;
  const mine = rows.filter((row) => row.mine);
  const here = shown.filter((row) => row.mine);
  const elsewhere = chosen === 'het' ? mine.filter((row) => !here.includes(row)) : [];
  return (
    <form method="post" action="/can-bo/hang-loat" data-queue data-now={now.toISOString()} data-elsewhere={String(elsewhere.length)}>
      {elsewhere.map((row) => (
        <input type="hidden" name="ids" value={`${row.dossier.id}:${row.dossier.revision}`} />
      ))}
      {mine.length > 0 && <Pick {...props} mine={mine.length} here={here.length} elsewhere={elsewhere.length} />}
      <Lines {...props} />
      {mine.length > 0 && <Doing mine={mine} ticked={chosen === '' ? 0 : here.length + elsewhere.length} />}
    </form>
  );
}

/** Ticks for a whole page, or for every line that matches the filter: without script a page drawn again does it. */
function Pick({ filter, chosen, page, mine, here, elsewhere }: QueueProps & { mine: number; here: number; elsewhere: number }) {
  const at = { trang: page > 1 ? String(page) : '' };
  return (
    <p class="queue-pick">
      {chosen === 'het' ? (
        <a href={addressOf(filter, at)}>Bỏ chọn</a>
      ) : (
        <a href={addressOf(filter, { ...at, chon: 'trang' })} data-page>
          Chọn cả trang ({here})
        </a>
      )}
      {mine > here && chosen !== 'het' && <a href={addressOf(filter, { ...at, chon: 'het' })}>Chọn hết {mine.toLocaleString('vi')} hồ sơ khớp bộ lọc</a>}
      {elsewhere > 0 && <span>Đã chọn cả {elsewhere.toLocaleString('vi')} hồ sơ ở các trang khác.</span>}
      <span class="soft keys" hidden data-keys>
        Bàn phím: <kbd>j</kbd> <kbd>k</kbd> xuống, lên · <kbd>x</kbd> chọn · <kbd>Enter</kbd> mở
      </span>
    </p>
  );
}

function Lines({ shown, chosen, now, provinceOf }: QueueProps) {
  return (
    <table class="cards queue" role="table">
      <caption class="hidden">Hồ sơ đang chờ, gấp nhất trước</caption>
      <thead>
        <tr role="row">
          {['Chọn', 'Còn lại', 'Biển số', 'Hành trình', 'Máy kiểm tra', 'Hồ sơ'].map((title) => (
            <th scope="col" role="columnheader">
              {title === 'Chọn' ? <span class="hidden">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <QueueLine row={row} ticked={chosen !== ''} now={now} provinceOf={provinceOf} />
        ))}
      </tbody>
    </table>
  );
}

function Doing({ mine, ticked }: { mine: readonly QueueRow[]; ticked: number }) {
  const refuse = mine.every(({ dossier }) => dossier.step === 'receive') ? 'refuseIntake' : 'refuse';
  return (
    <div class="queue-do">
      <span data-count>{ticked > 0 ? `Đã chọn ${ticked.toLocaleString('vi')} hồ sơ` : 'Đánh dấu hồ sơ rồi chọn việc'}</span>
      <Button name="verb" value="agree">
        Đồng ý
      </Button>
      <Button kind="second" name="verb" value="askForMore">
        Yêu cầu bổ sung
      </Button>
      <Button kind="second" name="verb" value={refuse}>
        Từ chối
      </Button>
    </div>
  );
}
