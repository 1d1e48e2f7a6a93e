import { formatDate } from '#kernel/calendar/index.ts';
import { callerAddress } from '#kernel/identity/index.ts';
import { type Ctx, first, readForm } from '#kernel/web/index.ts';
import { readPhone } from '../phone.ts';
import { type ProcedureVersion, publishedProcedure } from '../procedures/index.ts';
import { findDraft, keepDraft } from '../store/drafts.ts';
import { readTyping, type Typing } from './filing.ts';
import { formProps } from './form-props.ts';
import { FormPage } from './form.page.tsx';
import { ResumePage, SavedPage } from './save.page.tsx';

const keptDays = 30;

/** Saves what was typed so far under a code; with the phone number it opens on any other device for thirty days. */
export async function saveDraft(c: Ctx, procedure: ProcedureVersion, typing: Typing): Promise<Response> {
  const { platform } = c.var;
  const phone = readPhone(first(typing.values, 'applicant.phone') || first(typing.values, 'business.phone'));
  const [field] = ['applicant.phone', 'business.phone'].filter((name) => name in typing.values);
  if (!phone)
    return c.html(
      <FormPage
        {...formProps(platform, procedure, typing)}
        errors={{ [field ?? 'applicant.phone']: 'Muốn lưu để làm tiếp, hãy ghi số điện thoại di động: 10 chữ số, bắt đầu bằng 0.' }}
      />,
      422,
    );
  const savedAt = platform.now();
  const expiresAt = new Date(savedAt.getTime() + keptDays * 24 * 3_600_000);
  const values = Object.fromEntries(Object.entries(typing.values).filter(([name]) => name === 'unit' || name.includes('.')));
  values.kept = typing.kept.map(({ ticket }) => ticket);
  const { code } = await keepDraft(platform.db, { id: typing.requestId, code: draftCode(), phone, procedureCode: procedure.code, values, savedAt, expiresAt });
  return c.html(<SavedPage code={code} until={formatDate(expiresAt)} procedure={procedure} />);
}

/** Eight letters and digits that are not mistaken for each other on paper or by voice. */
function draftCode(): string {
  const letters = 'ACDEFGHKLMNPQRTUVXY3479';
  return Array.from(crypto.getRandomValues(new Uint32Array(8)), (n) => letters[n % letters.length]).join('');
}

/** GET /dich-vu-cong/lam-tiep */
export function showResume(c: Ctx): Response | Promise<Response> {
  return c.html(<ResumePage />);
}

/** POST /dich-vu-cong/lam-tiep: code and phone open the saved form. Tries are limited, for codes can be guessed. */
export async function resume(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const { values } = await readForm(c);
  const typed = {
    code: first(values, 'code')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, ''),
    phone: first(values, 'phone'),
  };
  const phone = readPhone(typed.phone);
  const asked = { ip: callerAddress(c), code: `draft-${typed.code}` };
  const looked = phone ? await platform.identity.lookUp(asked, () => findDraft(platform.db, typed.code, phone, platform.now())) : undefined;
  if (looked && !looked.ok && looked.reason === 'too-many')
    return c.html(<ResumePage typed={typed} error={`Thử quá nhiều lần. Hãy chờ ${Math.ceil(looked.waitSeconds / 60)} phút rồi thử lại.`} />, 429);
  const draft = looked?.ok ? looked.found : undefined;
  const procedure = draft && (await publishedProcedure(platform.db, draft.procedureCode, platform.now()));
  if (!draft || !procedure)
    return c.html(
      <ResumePage typed={typed} error="Không có bản đang làm dở với mã và số điện thoại này. Hãy xem lại từng chữ; bản lưu giữ được 30 ngày." />,
      404,
    );
  const typing = readTyping(platform, { ...draft.values, request: [draft.id] });
  return c.html(
    <FormPage
      {...formProps(platform, procedure, typing)}
      notice={`Đã mở bản lưu ngày ${formatDate(draft.savedAt)}. Kiểm tra rồi gửi, hoặc lưu tiếp: mã giữ nguyên.`}
    />,
  );
}
