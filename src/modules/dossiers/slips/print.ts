import { formatDate, formatDay, formatLongDate } from '#kernel/calendar/index.ts';
import { qrRows } from '#design/qr-rows.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Punctuality, punctualityNames } from '../clocks.ts';
import { verbNames, type Verb } from '../dossier.ts';
import { printRegister, printSlip } from '../papers/index.ts';
import { feeInWords } from '../procedures/index.ts';
import type { RegisterLine } from '../store/lists.ts';
import { keepSlipFile, type Slip } from '../store/slips.ts';
import { keptPromise } from './kept-promise.ts';
import type { Span } from './register.tsx';

/** Prints a slip once, signs it with the organisation's key, keeps it, and answers the hash of the file. */
export async function printSlipPdf(platform: Platform, slip: Slip): Promise<string> {
  if (slip.fileHash) return slip.fileHash;
  const pdf = await printSlip(platform.printing, paperData(slip));
  const unit = { id: slip.unitId, name: platform.organisations.issuingName(slip.unitId) };
  // The paper says when it was issued; the signature says when it was signed.
  const sealed = await platform.signing.sealAsOrganisation(pdf, unit, undefined, platform.now());
  const file = await platform.files.put(sealed, { type: 'application/pdf' });
  return keepSlipFile(platform.db, slip.id, file.hash);
}

const returnWords: Record<string, string> = { online: 'bản điện tử, tải trên trang tra cứu', desk: 'tại bộ phận một cửa', post: 'qua bưu chính công ích' };

function paperData({ data, kind, issuedAt }: Slip): Record<string, unknown> {
  const history = (data.history ?? []) as { verb: string }[];
  return {
    ...data,
    kind,
    issuedLong: formatLongDate(issuedAt),
    feeWords: feeInWords((data.fee ?? null) as number | null),
    returnWords: returnWords[String(data.returnMode)] ?? returnWords.desk,
    history: history.map((line) => ({ ...line, verb: verbNames[line.verb as Verb] ?? line.verb })),
    qr: qrRows(String(data.trackUrl)),
    printedAt: issuedAt.toISOString(),
  };
}

/** The register as an A4 sheet; a page of it is not signed, the year's book is when it is closed. */
export function printRegisterPdf(platform: Platform, officer: Officer, lines: readonly RegisterLine[], span: Span): Promise<Uint8Array> {
  const { register } = platform.profile.rules;
  const day = (at: Date | null) => (at ? formatDate(at) : '');
  const rows = lines.map((line, i) => ({
    ordinal: i + 1,
    code: line.code,
    procedure: line.procedureName,
    applicant: line.applicantName,
    contact: [line.applicantAddress, line.applicantPhone].filter(Boolean).join(', '),
    unit: platform.organisations.issuingName(line.decidingUnit),
    received: day(line.receivedAt ?? line.submittedAt),
    due: day(line.dueAt),
    returned: day(line.givenBackAt),
    returnMode: returnWords[line.returnMode] ?? '',
    note: kept(keptPromise(line, platform.now())),
  }));
  const unit = platform.organisations.issuingName(officer.unitId);
  return printRegister(platform.printing, {
    title: register.name,
    form: register.number,
    unit,
    from: formatDay(span.from),
    to: formatDay(span.to),
    lines: rows,
    demo: platform.config.demo,
    printedAt: platform.now().toISOString(),
  });
}

function kept(by: Punctuality | undefined): string {
  return by && by !== 'running' ? punctualityNames[by] : '';
}
