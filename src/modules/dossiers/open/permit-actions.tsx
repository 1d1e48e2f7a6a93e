import { Button, Buttons, Field } from '#design/index.ts';
import { first } from '#kernel/web/index.ts';
import type { Verb } from '../dossier.ts';
import type { Permit } from '../store/permits.ts';
import type { Result } from '../store/results.ts';
import type { DossierProps } from './dossier.page.tsx';
import { Form } from './verb-form.tsx';

/** What the leader can still do with each result that was issued: suspend it, let it be used again, take it back. */
export function PermitActions(props: DossierProps) {
  const issued = props.results.filter(({ sealedAt, revokedAt }) => sealedAt && !revokedAt);
  return (
    <>
      {issued.map((result) => {
        const one = { ...props, result, permit: props.permits.find(({ id }) => id === result.id) };
        const suspended = one.permit?.suspendedAt;
        return (
          <>
            {props.may.includes('reinstate') && suspended && <Reinstate {...one} />}
            {props.may.includes('suspend') && !suspended && <Suspend {...one} />}
            {props.may.includes('revoke') && <Revoke {...one} />}
          </>
        );
      })}
    </>
  );
}

type OneProps = DossierProps & { result: Result; permit: Permit | undefined };

/** What was typed into this verb's form for this result before it was refused. */
function typed({ failed, sent, result }: OneProps, verb: Verb, name: string): string | undefined {
  return failed === verb && first(sent, 'result') === result.id ? first(sent, name) : undefined;
}

/** Several results of one dossier are told apart by what they are for. */
function nameOf({ result, permit }: OneProps): string {
  return [result.title, permit?.shown, `số ${result.numberText}`].filter(Boolean).join(' ');
}

function Suspend(props: OneProps) {
  const { dossier, result } = props;
  return (
    <details open={typed(props, 'suspend', 'result') !== undefined}>
      <summary>Đình chỉ {nameOf(props)}</summary>
      <Form dossier={dossier} action="dinh-chi">
        <input type="hidden" name="result" value={result.id} />
        <p class="help">Ai quét mã QR cũng thấy giấy đang bị đình chỉ. Cho dùng lại lúc nào cũng được.</p>
        <Field name="reason" label="Lý do đình chỉ" input="textarea" value={typed(props, 'suspend', 'reason')} maxLength={1000} />
        <Field name="basis" label="Căn cứ pháp lý" value={typed(props, 'suspend', 'basis')} maxLength={300} />
        <Field
          name="until"
          label="Đến hết ngày"
          help="Để trống thì đến khi cho dùng lại. Ngày/tháng/năm."
          input="date"
          required={false}
          value={typed(props, 'suspend', 'until')}
        />
        <Buttons>
          <Button kind="danger">Đình chỉ kết quả</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Reinstate(props: OneProps) {
  return (
    <details open>
      <summary>Cho dùng lại {nameOf(props)}</summary>
      <Form dossier={props.dossier} action="dung-lai">
        <input type="hidden" name="result" value={props.result.id} />
        <Field name="reason" label="Vì sao cho dùng lại" value={typed(props, 'reinstate', 'reason')} maxLength={1000} />
        <Buttons>
          <Button>Cho dùng lại kết quả</Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Revoke(props: OneProps) {
  const { dossier, result } = props;
  return (
    <details open={typed(props, 'revoke', 'result') !== undefined}>
      <summary>Thu hồi {nameOf(props)}</summary>
      <Form dossier={dossier} action="thu-hoi">
        <input type="hidden" name="result" value={result.id} />
        <p class="help">Từ lúc này ai quét mã QR cũng thấy giấy đã bị thu hồi. Không hoàn lại được; muốn dùng tiếp phải cấp giấy mới.</p>
        <Field name="reason" label="Lý do thu hồi" input="textarea" value={typed(props, 'revoke', 'reason')} maxLength={1000} />
        <Field name="basis" label="Căn cứ pháp lý" value={typed(props, 'revoke', 'basis')} maxLength={300} />
        <Buttons>
          <Button kind="danger">Thu hồi kết quả</Button>
        </Buttons>
      </Form>
    </details>
  );
}
