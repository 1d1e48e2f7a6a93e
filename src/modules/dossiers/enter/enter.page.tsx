import { Button, Buttons, EmptyState, ErrorSummary, Field, look, Notice, Page, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { drawForm, type ProcedureVersion } from '../procedures/index.ts';
import { ticketField } from '../renew/ticket.ts';
import { FormSections, PaperFields } from '../submit/form-sections.tsx';
import type { Typing } from '../submit/filing.ts';

/** What the person at the desk needs, found in his own words. */
export function ChoosePage({
  officer,
  procedures,
  text,
}: {
  officer: Officer;
  procedures: readonly { code: string; name: string; plain: string }[];
  text: string;
}) {
  return (
    <Page title="Nhập tại bàn" kind="officer" actor={officer} here="/can-bo/nhap">
      <h1>Nhập tại bàn</h1>
      <form method="get" action="/can-bo/nhap" class="bar" role="search">
        <Field name="q" label="Người dân cần việc gì?" value={text} autocomplete="off" autofocus />
        <Button>Tìm</Button>
      </form>
      {procedures.length === 0 ? (
        <EmptyState title="Không có thủ tục nào như vậy ở cơ quan này">
          <p>Thử từ khác, không cần dấu. Thủ tục của cơ quan khác: hướng dẫn người dân đến đúng nơi, trang thủ tục ghi rõ nơi nhận.</p>
        </EmptyState>
      ) : (
        <ul class="list">
          {procedures.map((procedure) => (
            <li>
              <h2>
                <a href={`/can-bo/nhap/${procedure.code}`}>{procedure.name}</a>
              </h2>
              <p class="soft">
                {procedure.plain} <Tag>{procedure.code}</Tag>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

type EnterProps = {
  officer: Officer;
  procedure: ProcedureVersion;
  typing: Typing;
  errors?: Record<string, string>;
  warnings?: Record<string, string> /** Filled in from the dossier of a permit that ends. */;
  renews?: boolean;
};

/** The desk's form: scan the card, ask the rest, tick what was shown, take it in. */
export function EnterPage({ officer, procedure, typing, errors = {}, warnings = {}, renews = false }: EnterProps) {
  return (
    <Page title={`Nhập: ${procedure.name}`} kind="officer" actor={officer} here="/can-bo/nhap" islands={['filing-form', 'upload', 'identity-card']}>
      <h1>{procedure.name}</h1>
      {renews && (
        <Notice title="Gia hạn">
          <p>Đã điền từ hồ sơ trước; giấy tờ còn dùng được đi kèm. Hỏi lại người dân những gì đã đổi.</p>
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      <form method="post" action={`/can-bo/nhap/${procedure.code}`} enctype="multipart/form-data" novalidate data-filing>
        <input type="hidden" name="request" value={typing.requestId} />
        {typing.values[ticketField]?.map((ticket) => (
          <input type="hidden" name={ticketField} value={ticket} />
        ))}
        {/* The first button of a form is the one that Enter presses: a USB scanner ends its line with Enter. */}
        <div class="card" data-identity-card data-reader={look().url('code-reader.js')} data-reader-wasm={look().url('zxing-reader.wasm')}>
          <Field
            name="card"
            label="Quét mã QR trên thẻ căn cước"
            help="Đặt con trỏ vào ô này rồi quét bằng máy quét; hoặc bấm nút máy ảnh. Mã chỉ giúp đỡ gõ, vẫn phải xem thẻ."
            value=""
            error={errors.card}
            required={false}
            autocomplete="off"
            autofocus
            maxLength={1000}
          />
          <Button kind="second" name="step" value="scan">
            Điền từ thẻ
          </Button>
        </div>
        <FormSections sections={drawForm(procedure.form, typing.values, { errors, warnings })} action={`/can-bo/nhap/${procedure.code}`} />
        <Seen procedure={procedure} typing={typing} />
        <PaperFields procedure={procedure} papers={procedure.papers} kept={typing.kept} errors={errors} />
        <Buttons>
          <Button name="step" value="send">
            Tiếp nhận và lập giấy hẹn
          </Button>
        </Buttons>
      </form>
    </Page>
  );
}

function Seen({ procedure, typing }: { procedure: ProcedureVersion; typing: Typing }) {
  if (procedure.papers.length === 0) return null;
  return (
    <fieldset class="block">
      <legend>Đã xem bản giấy</legend>
      {procedure.papers.map((paper) => (
        <label class="choice" data-when={paper.when?.field} data-is={paper.when?.is.join(' ')}>
          <input type="checkbox" name="seen" value={paper.id} checked={typing.values.seen?.includes(paper.id)} />
          <span>{paper.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
