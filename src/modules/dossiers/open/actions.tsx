import { formatDateTime, localDate } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, Field } from '#design/index.ts';
import { draftFieldsOf } from '../assess/draft-fields.ts';
import type { Verb } from '../dossier.ts';
import { checklistFor, feeInWords } from '../procedures/index.ts';
import type { DossierProps } from './dossier.page.tsx';
import { hidden } from './masking.ts';

/** What this officer can do with the dossier now: the usual next step open, the rest folded away. */
export function Actions(props: DossierProps) {
  const { may } = props;
  const can = (verb: Verb) => may.includes(verb);
  if (may.length === 0) return null;
  return (
    <Card title="Việc cần làm">
      {can('receive') && <Receive {...props} />}
      {can('assess') && <Assess {...props} />}
      {can('approve') && <Plain {...props} action="ky" button="Ký duyệt" words="Xem dự thảo PDF bên dưới trước khi ký. Ký xong không sửa được nữa." />}
      {can('seal') && (
        <Plain
          {...props}
          action="dong-dau"
          button="Vào số và đóng dấu"
          words="Hệ thống lấy số tiếp theo của sổ, ghi ngày, đóng dấu điện tử và gắn mã QR xác thực."
        />
      )}
      {can('pay') && !props.dossier.feePaidAt && !!props.dossier.fee && <Pay {...props} />}
      {can('giveBack') && <GiveBack {...props} />}
      {can('askForMore') && <AskForMore {...props} />}
      {can('sendBack') && <WithReason {...props} action="tra-lai" summary="Trả lại để sửa" label="Cần sửa gì" button="Trả lại cho người thẩm định" />}
      {can('refuseIntake') && <Refuse {...props} action="tu-choi-tiep-nhan" summary="Từ chối tiếp nhận" button="Từ chối tiếp nhận" />}
      {can('refuse') && <Refuse {...props} action="tu-choi" summary="Từ chối giải quyết" button="Từ chối giải quyết" />}
      {can('apologise') && <Apologise {...props} />}
      {can('stop') && <WithReason {...props} action="dung" summary="Dừng giải quyết" label="Lý do dừng" button="Dừng và gửi thông báo" />}
      {can('withdraw') && <WithReason {...props} action="rut" summary="Ghi nhận người nộp rút hồ sơ" label="Lời của người nộp" button="Ghi nhận rút hồ sơ" />}
    </Card>
  );
}

type Acting = DossierProps & { action: string; button: string };

function Form({ dossier, action, children }: { dossier: DossierProps['dossier']; action: string; children?: unknown }) {
  return (
    <form method="post" action={`/can-bo/ho-so/${dossier.id}/${action}`}>
      <input type="hidden" name="revision" value={String(dossier.revision)} />
      {children as never}
    </form>
  );
}

function Receive({ dossier, procedure }: DossierProps) {
  const checklist = checklistFor(procedure, dossier.form as never, dossier.channel);
  return (
    <Form dossier={dossier} action="tiep-nhan">
      {checklist.length > 0 && (
        <>
          <p>Xem đủ và đúng các giấy tờ:</p>
          <ul>
            {checklist.map((line) => (
              <li>
                {line.name} <span class="soft">({line.do.toLowerCase()})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Buttons>
        <Button>Tiếp nhận hồ sơ</Button>
      </Buttons>
    </Form>
  );
}

function Assess({ dossier, procedure, draft }: DossierProps) {
  return (
    <Form dossier={dossier} action="tham-dinh">
      <p class="help">Đối chiếu với sổ hoặc cơ sở dữ liệu rồi ghi đúng như sổ. Ô trống thì trên giấy cũng để trống.</p>
      {draftFieldsOf(procedure.result.template).map((field) => (
        <Field name={`draft.${field.id}`} label={field.label} input={field.long ? 'textarea' : 'text'} value={draft[field.id]} required={!field.optional} />
      ))}
      <Field name="opinion" label="Ý kiến thẩm định (lãnh đạo xem, người dân không thấy)" input="textarea" required={false} />
      <Buttons>
        <Button>Trình ký</Button>
      </Buttons>
    </Form>
  );
}

function Plain({ dossier, action, button, words }: Acting & { words: string }) {
  return (
    <Form dossier={dossier} action={action}>
      <p>{words}</p>
      <Buttons>
        <Button>{button}</Button>
      </Buttons>
    </Form>
  );
}

function Pay({ dossier }: DossierProps) {
  return (
    <Form dossier={dossier} action="thu-phi">
      <p>
        Thu lệ phí: <b>{feeInWords(dossier.fee)}</b>
      </p>
      <Field
        name="how"
        label="Cách thu"
        input="radio"
        value="cash"
        options={[
          { value: 'cash', label: 'Tiền mặt' },
          { value: 'transfer', label: 'Chuyển khoản' },
        ]}
      />
      <Field name="receiptNumber" label="Số biên lai" required={false} short />
      <Buttons>
        <Button kind="second">Ghi nhận đã thu</Button>
      </Buttons>
    </Form>
  );
}

function GiveBack({ dossier }: DossierProps) {
  return (
    <Form dossier={dossier} action="tra-ket-qua">
      <Field name="receiver" label="Người nhận kết quả" value={dossier.applicantName} />
      <Field name="shown" label="Đã xem giấy tờ gì" required={false} />
      <Field
        name="how"
        label="Cách trả"
        input="radio"
        value={dossier.returnMode === 'online' ? 'electronic' : dossier.returnMode === 'post' ? 'post' : 'paper'}
        options={[
          { value: 'paper', label: 'Bản giấy tại bàn' },
          { value: 'electronic', label: 'Bản điện tử' },
          { value: 'post', label: 'Qua bưu chính' },
        ]}
      />
      <Buttons>
        <Button>Ghi nhận đã trả kết quả</Button>
      </Buttons>
    </Form>
  );
}

/** Every field and paper with a box to tick and a place to say why: nothing vague leaves the desk. */
function AskForMore({ dossier, lines, procedure, revealed }: DossierProps) {
  const papers = checklistFor(procedure, dossier.form as never, dossier.channel).map(({ item, name }) => ({ item, label: name, shown: 'giấy tờ' }));
  const fields = lines.map((line) => ({ item: line.item, label: line.label, shown: hidden(line) && !revealed ? '' : line.shown }));
  return (
    <details>
      <summary>Yêu cầu bổ sung, sửa đổi</summary>
      <Form dossier={dossier} action="yeu-cau-bo-sung">
        <p class="help">Đánh dấu đúng mục sai hoặc thiếu và ghi lý do. Chỉ hướng dẫn một lần, đầy đủ.</p>
        {[...papers, ...fields].map(({ item, label, shown }) => (
          <div class="mark-item">
            <label class="choice">
              <input type="checkbox" name="item" value={item} />
              <span>
                {label} {shown && <span class="soft">{shown}</span>}
              </span>
            </label>
            <input type="text" name={`why.${item}`} aria-label={`Lý do: ${label}`} placeholder="Sai hoặc thiếu gì, cần sửa thế nào" maxlength={500} />
          </div>
        ))}
        <Buttons>
          <Button kind="second">Gửi phiếu yêu cầu bổ sung</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function WithReason({ dossier, action, summary, label, button }: Acting & { summary: string; label: string }) {
  return (
    <details>
      <summary>{summary}</summary>
      <Form dossier={dossier} action={action}>
        <Field name="reason" label={label} input="textarea" maxLength={1000} />
        <Buttons>
          <Button kind="danger">{button}</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Refuse({ dossier, action, summary, button }: Acting & { summary: string }) {
  return (
    <details>
      <summary>{summary}</summary>
      <Form dossier={dossier} action={action}>
        <Field name="reason" label="Lý do, nói để người dân hiểu" input="textarea" maxLength={1000} />
        <Field name="basis" label="Căn cứ pháp lý" help="Điều, khoản, văn bản. Không có căn cứ thì không được từ chối." maxLength={300} />
        <Buttons>
          <Button kind="danger">{button}</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Apologise({ dossier, now, apologyBy }: DossierProps) {
  return (
    <details>
      <summary>Xin lỗi và hẹn lại</summary>
      <Form dossier={dossier} action="xin-loi">
        <Field name="reason" label="Lý do chậm" input="textarea" maxLength={1000} />
        <Field
          name="newDue"
          label="Ngày hẹn mới"
          help={`Ngày/tháng/năm, sau hôm nay (${localDate(now).split('-').reverse().join('/')}). Chỉ hẹn lại được một lần${apologyBy ? `; phiếu phải gửi trước ${formatDateTime(apologyBy)}` : ''}.`}
          input="date"
        />
        <Buttons>
          <Button kind="second">Gửi phiếu xin lỗi, hẹn lại</Button>
        </Buttons>
      </Form>
    </details>
  );
}
