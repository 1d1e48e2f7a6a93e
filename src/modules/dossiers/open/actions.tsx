import { formatDateTime, localDate } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, Field } from '#design/index.ts';
import { first } from '#kernel/web/index.ts';
import { draftFieldsOf } from '../assess/draft-fields.ts';
import type { Verb } from '../dossier.ts';
import { checklistFor, feeInWords } from '../procedures/index.ts';
import { SupplementFields } from '../supplement/supplement-fields.tsx';
import type { DossierProps } from './dossier.page.tsx';
import { Form } from './verb-form.tsx';
import { hidden } from './masking.ts';
import { PermitActions } from './permit-actions.tsx';

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
      {can('pay') && <Pay {...props} />}
      {can('giveBack') && <GiveBack {...props} />}
      {can('supplement') && <Supplement {...props} />}
      {can('askForMore') && <AskForMore {...props} />}
      {can('sendBack') && (
        <WithReason {...props} verb="sendBack" action="tra-lai" summary="Trả lại để sửa" label="Cần sửa gì" button="Trả lại cho người thẩm định" />
      )}
      {can('refuseIntake') && <Refuse {...props} verb="refuseIntake" action="tu-choi-tiep-nhan" summary="Từ chối tiếp nhận" button="Từ chối tiếp nhận" />}
      {can('refuse') && <Refuse {...props} verb="refuse" action="tu-choi" summary="Từ chối giải quyết" button="Từ chối giải quyết" />}
      {can('apologise') && <Apologise {...props} />}
      <PermitActions {...props} />
      {can('stop') && <Refuse {...props} verb="stop" action="dung" summary="Dừng giải quyết" button="Dừng và gửi thông báo" />}
      {can('withdraw') && (
        <WithReason {...props} verb="withdraw" action="rut" summary="Ghi nhận người nộp rút hồ sơ" label="Lời của người nộp" button="Ghi nhận rút hồ sơ" />
      )}
    </Card>
  );
}

type Acting = DossierProps & { action: string; button: string };
type Folded = Acting & { verb: Verb; summary: string };

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

function Assess(props: DossierProps) {
  const { dossier, procedure, draft } = props;
  return (
    <Form dossier={dossier} action="tham-dinh">
      <p class="help">Đối chiếu với sổ hoặc cơ sở dữ liệu rồi ghi đúng như sổ. Ô trống thì trên giấy cũng để trống.</p>
      {draftFieldsOf(procedure).map((field) => (
        <Field
          name={`draft.${field.id}`}
          label={field.label}
          help={field.help}
          input={field.options ? 'select' : field.long ? 'textarea' : 'text'}
          options={field.options}
          value={draft[field.id]}
          required={!field.optional}
        />
      ))}
      <Field
        name="opinion"
        label="Ý kiến thẩm định (lãnh đạo xem, người dân không thấy)"
        input="textarea"
        value={typedFor(props, 'assess', 'opinion')}
        required={false}
      />
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

/** What was awaited, brought to the desk: by a person without a phone, or with the paper in hand. */
function Supplement({ dossier, procedure, asked, unfinished }: DossierProps) {
  return (
    <Form dossier={dossier} action="bo-sung" files>
      <p class="help">Người dân mang bổ sung đến bàn: sửa đúng những mục đã yêu cầu, chụp hoặc đánh dấu giấy đã xem.</p>
      <SupplementFields procedure={procedure} asked={asked} {...unfinished} atDesk />
      <Buttons>
        <Button>Ghi nhận đã bổ sung</Button>
      </Buttons>
    </Form>
  );
}

/** Every field and paper with a box to tick and a place to say why: nothing vague leaves the desk. */
function AskForMore({ dossier, lines, empty, procedure, revealed, failed, sent, supplementBy, now }: DossierProps) {
  const papers = checklistFor(procedure, dossier.form as never, dossier.channel).map(({ item, name }) => ({ item, label: name, shown: 'giấy tờ' }));
  const fields = lines.map((line) => ({ item: line.item, label: line.label, shown: hidden(line) && !revealed ? '' : line.shown }));
  const missing = empty.map(({ item, label }) => ({ item, label, shown: 'để trống' }));
  return (
    <details open={failed === 'askForMore'}>
      <summary>Yêu cầu bổ sung, sửa đổi</summary>
      <Form dossier={dossier} action="yeu-cau-bo-sung">
        <p class="help">
          Đánh dấu đúng mục sai hoặc thiếu và ghi lý do. Chỉ hướng dẫn một lần, đầy đủ; phải gửi trước {formatDateTime(supplementBy)}
          {now > supplementBy && <b> (đã quá hạn này: lỗi thuộc về cơ quan)</b>}.
        </p>
        {[...papers, ...fields, ...missing].map(({ item, label, shown }) => (
          <div class="mark-item">
            <label class="choice">
              <input type="checkbox" name="item" value={item} checked={sent.item?.includes(item)} />
              <span>
                {label} {shown && <span class="soft">{shown}</span>}
              </span>
            </label>
            <input
              type="text"
              name={`why.${item}`}
              value={first(sent, `why.${item}`)}
              aria-label={`Lý do: ${label}`}
              placeholder="Sai hoặc thiếu gì, sửa thế nào"
              maxlength={500}
            />
          </div>
        ))}
        <Buttons>
          <Button kind="second">Gửi phiếu yêu cầu bổ sung</Button>
        </Buttons>
      </Form>
    </details>
  );
}

/** What was typed into this verb's form before it was refused. */
function typedFor({ failed, sent }: DossierProps, verb: Verb, name: string): string | undefined {
  return failed === verb ? first(sent, name) : undefined;
}

function WithReason(props: Folded & { label: string }) {
  const { dossier, verb, action, summary, label, button } = props;
  return (
    <details open={props.failed === verb}>
      <summary>{summary}</summary>
      <Form dossier={dossier} action={action}>
        <Field name="reason" label={label} input="textarea" value={typedFor(props, verb, 'reason')} maxLength={1000} />
        <Buttons>
          <Button kind="danger">{button}</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Refuse(props: Folded) {
  const { dossier, verb, action, summary, button } = props;
  return (
    <details open={props.failed === verb}>
      <summary>{summary}</summary>
      <Form dossier={dossier} action={action}>
        <Field name="reason" label="Lý do, nói để người dân hiểu" input="textarea" value={typedFor(props, verb, 'reason')} maxLength={1000} />
        <Field
          name="basis"
          label="Căn cứ pháp lý"
          help="Điều, khoản, văn bản. Không có căn cứ thì không được từ chối."
          value={typedFor(props, verb, 'basis')}
          maxLength={300}
        />
        <Buttons>
          <Button kind="danger">{button}</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Apologise(props: DossierProps) {
  const { dossier, now, apologyBy, failed } = props;
  const today = localDate(now).split('-').reverse().join('/');
  return (
    <details open={failed === 'apologise'}>
      <summary>Xin lỗi và hẹn lại</summary>
      <Form dossier={dossier} action="xin-loi">
        <Field name="reason" label="Lý do chậm" input="textarea" value={typedFor(props, 'apologise', 'reason')} maxLength={1000} />
        <Field
          name="newDue"
          label="Ngày hẹn mới"
          help={`Ngày/tháng/năm, sau hôm nay (${today}). Chỉ hẹn lại được một lần${apologyBy ? `; phiếu phải gửi trước ${formatDateTime(apologyBy)}` : ''}.`}
          input="date"
          value={typedFor(props, 'apologise', 'newDue')}
        />
        <Buttons>
          <Button kind="second">Gửi phiếu xin lỗi, hẹn lại</Button>
        </Buttons>
      </Form>
    </details>
  );
}
