import { Button, Buttons, Card, FileField } from '#design/index.ts';
import type { ProcedureVersion } from '../procedures/index.ts';
import type { KeptPaper } from '../submit/kept-papers.ts';
import type { SheetPlan } from './plan.ts';
import { mostRowsSent } from './sheet.ts';

/** On the form: the place for those who have many, folded away from those who have one. */
export function SheetBox({
  procedure,
  plan,
  kept,
  error,
}: {
  procedure: ProcedureVersion;
  plan: SheetPlan;
  kept: KeptPaper | undefined;
  error: string | undefined;
}) {
  if (kept) return <KeptSheet kept={kept} plan={plan} />;
  const things = plan.item.toLowerCase();
  const own = ownTitles(plan);
  return (
    <details open={error !== undefined}>
      <summary>
        <b>Nhiều {things}? Gửi bảng Excel hoặc CSV</b>
      </summary>
      <Card>
        <p>
          Mỗi {things} một dòng, nhiều nhất {mostRowsSent.toLocaleString('vi')} dòng. Tải mẫu:{' '}
          <a href={`/dich-vu-cong/${procedure.code}/bang-mau.xlsx`}>Excel (.xlsx)</a> hoặc <a href={`/dich-vu-cong/${procedure.code}/bang-mau.csv`}>CSV</a>.
          Bảng sẵn có của đơn vị cũng được, miễn có hàng tiêu đề.
        </p>
        {own && (
          <p>
            {plan.item} nào khác phần khai chung bên dưới thì ghi riêng ở cột: {own}. Ô để trống là như phần chung.
          </p>
        )}
        <FileField
          name="sheet"
          label="Bảng của bạn"
          help={`Gửi bảng thì bỏ trống phần từng ${things} bên dưới. Bấm «Xem lại» để kiểm tra từng dòng; chưa gửi gì đi.`}
          error={error}
          required={false}
          sheet
        />
      </Card>
    </details>
  );
}

/** The columns of which a row may say something else than the whole. */
function ownTitles({ columns }: SheetPlan): string {
  return columns
    .filter(({ asShared }) => asShared)
    .map(({ title }) => title)
    .join('; ');
}

function KeptSheet({ kept, plan }: { kept: KeptPaper; plan: SheetPlan }) {
  const item = plan.item;
  const own = ownTitles(plan);
  return (
    <Card title={`Danh sách ${item.toLowerCase()}: bảng đã gửi`}>
      <p>Đã nhận: {kept.name}. Bấm «Xem lại hồ sơ» để xem từng dòng.</p>
      {own && <p class="help">Cột nào trong bảng đã ghi đủ mọi dòng ({own}) thì ở phần chung để trống được.</p>}
      <input type="hidden" name="kept" value={kept.ticket} />
      <Buttons>
        <Button kind="second" name="step" value="drop-sheet">
          Bỏ bảng này, khai từng {item.toLowerCase()}
        </Button>
      </Buttons>
    </Card>
  );
}
