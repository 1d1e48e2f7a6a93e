import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, Facts, LinkButton, Notice, Page, Verdict as VerdictBox } from '#design/index.ts';
import type { Verdict } from '#kernel/credentials/index.ts';
import type { PdfSignature } from '#kernel/signing/index.ts';
import { claimRows } from './islands/view/words.ts';
import { type Origin, scannerFiles, Words } from './scanner.tsx';
import { verdictWords } from './words.ts';

export type Found = { verdict: Verdict; pdf?: undefined } | { verdict?: undefined; pdf: { name: string; signatures: readonly PdfSignature[]; same: boolean } };

/** The verifier: scan, paste, or upload; with script it works without a network after the first visit. */
export function VerifierPage({ origin, typed = '', found, error }: { origin: Origin; typed?: string; found?: Found; error?: string }) {
  return (
    <Page title="Xác thực giấy tờ" here="/xac-thuc" islands={['verify']} installable>
      <h1>Giấy này thật hay giả?</h1>
      {error && <Notice kind="error">{error}</Notice>}
      <div data-verify {...scannerFiles(origin)} aria-live="assertive">
        {found?.verdict && <Judged {...found.verdict} code={typed} provinces={origin.provinces} />}
      </div>
      {found?.pdf && <PdfFound {...found.pdf} />}
      <div class="buttons" data-camera>
        <LinkButton kind="second" href="/xac-thuc/chot">
          Chốt kiểm soát: quét liên tục
        </LinkButton>
      </div>
      <form method="post" action="/xac-thuc" enctype="multipart/form-data">
        <div class="field">
          <label for="code">Mã hoặc địa chỉ trong mã QR</label>
          <div class="help" id="code-help">
            Dùng máy ảnh của điện thoại quét mã trên giấy là đủ. Không quét được thì dán cả đoạn mã dài vào đây; riêng tám chữ in cạnh mã QR thì không đủ.
          </div>
          <textarea id="code" name="code" rows={3} aria-describedby="code-help" autocomplete="off">
            {typed}
          </textarea>
        </div>
        <div class="field">
          <label for="pdf">
            Hoặc tệp PDF có chữ ký số <span class="optional">(không bắt buộc)</span>
          </label>
          <input type="file" id="pdf" name="pdf" accept="application/pdf" />
        </div>
        <Buttons>
          <Button>Kiểm tra</Button>
        </Buttons>
      </form>
      <Words />
    </Page>
  );
}

function Judged({ verdict, claims, issuerName, code, provinces }: Verdict & { code: string; provinces: Origin['provinces'] }) {
  const { title, sentence } = verdictWords[verdict];
  const provinceName = (id: string) => provinces.find(({ value }) => value === id)?.label ?? id;
  return (
    <>
      <VerdictBox kind={verdict} title={title}>
        <p>{sentence}</p>
      </VerdictBox>
      {claims && <Facts rows={claimRows(claims, issuerName ?? '', code, provinceName)} />}
    </>
  );
}

function PdfFound({ name, signatures, same }: { name: string; signatures: readonly PdfSignature[]; same: boolean }) {
  if (signatures.length === 0) return <VerdictBox kind="unreadable" title="Không có chữ ký số" />;
  const broken = signatures.some(({ intact }) => !intact);
  // Every later signature covers the earlier ones, so only the last must reach to the end of the file.
  const added = !signatures.some(({ coversWholeFile }) => coversWholeFile);
  const kind = broken || added ? 'forged' : signatures.every(({ trusted }) => trusted) ? 'valid' : 'unknown-issuer';
  return (
    <>
      <VerdictBox
        kind={kind}
        title={broken || added ? 'Tệp đã bị sửa sau khi ký' : kind === 'valid' ? 'Chữ ký đúng, tệp nguyên vẹn' : 'Chữ ký đúng nhưng không rõ nơi cấp chứng thư'}
      >
        <p>{same ? 'Đúng là bản đang lưu tại tỉnh.' : 'Không trùng với bản nào đang lưu tại tỉnh.'}</p>
      </VerdictBox>
      <Card title={name}>
        {signatures.map((signature) => (
          <Facts
            rows={[
              ['Người ký', signature.signer],
              ['Cơ quan', signature.organisation],
              ['Ký lúc', signature.at ? `${formatDateTime(signature.at)} (+07:00)` : 'không rõ'],
              ['Nguyên vẹn', signature.intact ? 'có' : 'KHÔNG'],
              ['Chứng thư', signature.trusted ? 'do CA thử nghiệm của hệ thống này cấp' : 'không rõ nơi cấp'],
            ]}
          />
        ))}
      </Card>
    </>
  );
}
