import { get, getShared, post, type Route } from '#kernel/web/index.ts';
import { findDossiers, showBoard } from './board/board.tsx';
import { chooseProcedure, sendEntry, showEntry } from './enter/enter.tsx';
import { sendFigures, showFigures } from './figures/figures.tsx';
import { sendReview, sendSwitch, showSwitch } from './auto-issue/switch.tsx';
import { showIssued } from './figures/issued.tsx';
import { listBatches, sendBegin, sendChoice, sendRedo, sendStopBatch, sendUndo, showBatch } from './batch/batch.tsx';
import { findProcedures, showProcedure } from './find/find.tsx';
import { openDossier } from './open/open.tsx';
import { showPaper, showResultFile } from './open/files.tsx';
import {
  sendApologise,
  sendApprove,
  sendAskForMore,
  sendAssess,
  sendGiveBack,
  sendPay,
  sendReceive,
  sendRefuse,
  sendRefuseIntake,
  sendSeal,
  sendSendBack,
  sendStop,
  sendSupplementAtDesk,
  sendWithdraw,
} from './open/verbs.tsx';
import { sendReinstate, sendRevoke, sendSuspend } from './open/permit-verbs.tsx';
import { showQueue } from './queue/queue.tsx';
import { listSlips, printOwnSlip, printSlip } from './slips/slips.tsx';
import { printRegister, showRegister } from './slips/register.tsx';
import { continueLot, downloadLines, downloadPapers, downloadToPrint, openOfLot, showLot, showLotReceipt } from './lots/lots.tsx';
import { sendPapersToOfficer, sendPrintToOfficer, showLotToOfficer } from './lots/officer.tsx';
import { downloadTemplateCsv, downloadTemplateXlsx } from './sheets/sheets.tsx';
import { listEnding } from './renew/ending.tsx';
import { openReminder, renewChosen, renewOfDossier, renewOfLot, renewOfReminder } from './renew/renew.tsx';
import { sendRenewalLot } from './renew/send-lot.tsx';
import { sendForm, showForm, showReceipt } from './submit/file.tsx';
import { resume, showResume } from './submit/save.tsx';
import { downloadPicture, downloadResult, sendOwnWithdraw, sendSupplement, showDossier, showTrack, track } from './track/track.tsx';

/** Whoever has a step in some route. */
const atWork = ['desk', 'specialist', 'civil-status', 'leader', 'clerk'] as const;

/** The contents page of the module: URL · who · verb. */
export const dossierRoutes: readonly Route[] = [
  // Find (tìm thủ tục)
  get('/dich-vu-cong', 'anyone', findProcedures),
  get('/dich-vu-cong/lam-tiep', 'anyone', showResume),
  post('/dich-vu-cong/lam-tiep', 'anyone', resume),
  getShared('/dich-vu-cong/:procedure', showProcedure),

  // Submit (nộp hồ sơ)
  get('/dich-vu-cong/:procedure/nop', 'anyone', showForm),
  post('/dich-vu-cong/:procedure/nop', 'anyone', sendForm),
  get('/dich-vu-cong/:procedure/bang-mau.xlsx', 'anyone', downloadTemplateXlsx),
  get('/dich-vu-cong/:procedure/bang-mau.csv', 'anyone', downloadTemplateCsv),

  // Track (tra cứu): every verb below /ho-so looks at the note that code and phone have earned
  get('/tra-cuu', 'anyone', showTrack),
  post('/tra-cuu', 'anyone', track),
  get('/tra-cuu/ho-so', 'anyone', showDossier),
  get('/tra-cuu/ho-so/bien-nhan', 'anyone', showReceipt),
  post('/tra-cuu/ho-so/bo-sung', 'anyone', sendSupplement),
  post('/tra-cuu/ho-so/rut', 'anyone', sendOwnWithdraw),
  get('/tra-cuu/ho-so/ket-qua/:result', 'anyone', downloadResult),
  get('/tra-cuu/ho-so/ket-qua/:result/anh', 'anyone', downloadPicture),
  get('/tra-cuu/ho-so/phieu/:slip', 'anyone', printOwnSlip),

  // Renew (gia hạn): from the open dossier or lot, or from the link of a reminder; the phone it went to opens it
  get('/tra-cuu/ho-so/gia-han', 'anyone', renewOfDossier),
  post('/tra-cuu/ho-so/gia-han', 'anyone', renewOfDossier),
  get('/tra-cuu/lo/gia-han', 'anyone', renewOfLot),
  post('/tra-cuu/lo/gia-han', 'anyone', renewOfLot),
  post('/gia-han/lo', 'anyone', sendRenewalLot),
  get('/gia-han/:reminder', 'anyone', renewOfReminder),
  post('/gia-han/:reminder', 'anyone', openReminder),
  get('/gia-han/:reminder/giay', 'anyone', renewChosen),
  post('/gia-han/:reminder/giay', 'anyone', renewChosen),

  // A lot (lô hồ sơ): the dossiers of one sheet, looked up by the code of the lot
  get('/tra-cuu/lo', 'anyone', showLot),
  get('/tra-cuu/lo/bien-nhan', 'anyone', showLotReceipt),
  get('/tra-cuu/lo/ho-so/:dossier', 'anyone', openOfLot),
  get('/tra-cuu/lo/danh-sach.csv', 'anyone', downloadLines),
  get('/tra-cuu/lo/ket-qua.zip', 'anyone', downloadPapers),
  get('/tra-cuu/lo/in.pdf', 'anyone', downloadToPrint),
  post('/tra-cuu/lo/con-lai', 'anyone', continueLot),

  // The officer's day (việc của cán bộ)
  get('/can-bo', 'officer', showBoard),
  get('/can-bo/giay-phep', 'officer', showQueue),
  get('/can-bo/ho-so', 'officer', findDossiers),
  get('/can-bo/ho-so/:id', 'officer', openDossier),
  get('/can-bo/ho-so/:id/giay-to/:file', 'officer', showPaper),
  get('/can-bo/ho-so/:id/ket-qua/:result', 'officer', showResultFile),
  get('/can-bo/lo/:lot', 'officer', showLotToOfficer),
  get('/can-bo/lo/:lot/ket-qua.zip', 'officer', sendPapersToOfficer),
  get('/can-bo/lo/:lot/in.pdf', 'officer', sendPrintToOfficer),
  get('/can-bo/nhap', ['desk'], chooseProcedure),
  get('/can-bo/nhap/:procedure', ['desk'], showEntry),
  post('/can-bo/nhap/:procedure', ['desk'], sendEntry),

  // What was issued and ends soon (giấy phép sắp hết hạn)
  get('/can-bo/giay-phep/sap-het-han', 'officer', listEnding),

  // What is done with a dossier; the table of moves in dossier.ts has the last word
  post('/can-bo/ho-so/:id/tiep-nhan', ['desk', 'specialist', 'civil-status'], sendReceive),
  post('/can-bo/ho-so/:id/tu-choi-tiep-nhan', ['desk', 'specialist', 'civil-status'], sendRefuseIntake),
  post('/can-bo/ho-so/:id/yeu-cau-bo-sung', ['desk', 'specialist', 'civil-status'], sendAskForMore),
  post('/can-bo/ho-so/:id/bo-sung', ['desk'], sendSupplementAtDesk),
  post('/can-bo/ho-so/:id/tham-dinh', ['specialist', 'civil-status', 'desk'], sendAssess),
  post('/can-bo/ho-so/:id/tra-lai', ['leader'], sendSendBack),
  post('/can-bo/ho-so/:id/ky', ['leader'], sendApprove),
  post('/can-bo/ho-so/:id/dong-dau', ['clerk'], sendSeal),
  post('/can-bo/ho-so/:id/thu-phi', ['desk'], sendPay),
  post('/can-bo/ho-so/:id/tra-ket-qua', ['desk'], sendGiveBack),
  post('/can-bo/ho-so/:id/tu-choi', ['specialist', 'civil-status', 'leader', 'desk'], sendRefuse),
  post('/can-bo/ho-so/:id/xin-loi', ['specialist', 'civil-status', 'leader', 'clerk', 'desk'], sendApologise),
  post('/can-bo/ho-so/:id/dung', ['specialist', 'civil-status', 'leader'], sendStop),
  post('/can-bo/ho-so/:id/thu-hoi', ['leader'], sendRevoke),
  post('/can-bo/ho-so/:id/dinh-chi', ['leader'], sendSuspend),
  post('/can-bo/ho-so/:id/dung-lai', ['leader'], sendReinstate),
  post('/can-bo/ho-so/:id/rut', ['desk'], sendWithdraw),

  // What is issued and holds (giấy phép)
  get('/can-bo/giay-phep/bang', ['leader', 'specialist', 'clerk', 'desk', 'auditor'], showFigures),
  get('/can-bo/giay-phep/bang.csv', ['leader', 'specialist', 'clerk', 'desk', 'auditor'], sendFigures),
  get('/can-bo/giay-phep/da-cap', ['leader', 'specialist', 'clerk', 'desk', 'auditor'], showIssued),
  // Many at once (xử lý hàng loạt): chosen, confirmed, done in the background; a batch is its officer's own
  get('/can-bo/hang-loat', atWork, listBatches),
  post('/can-bo/hang-loat', atWork, sendChoice),
  get('/can-bo/hang-loat/:batch', atWork, showBatch),
  post('/can-bo/hang-loat/:batch/bat-dau', atWork, sendBegin),
  post('/can-bo/hang-loat/:batch/dung', atWork, sendStopBatch),
  post('/can-bo/hang-loat/:batch/lam-lai', atWork, sendRedo),
  post('/can-bo/hang-loat/:batch/tra-lai', ['leader'], sendUndo),

  // Issued by rule (tự động cấp): the leader's switch, and what an officer looks at afterwards
  get('/can-bo/tu-dong-cap', ['specialist', 'leader'], showSwitch),
  post('/can-bo/tu-dong-cap', ['leader'], sendSwitch),
  post('/can-bo/tu-dong-cap/:sample/xem-lai', ['specialist', 'leader'], sendReview),

  // Slips and the register (phiếu, sổ theo dõi)
  get('/can-bo/phieu', 'officer', listSlips),
  get('/can-bo/phieu/:slip', 'officer', printSlip),
  get('/can-bo/so-theo-doi', ['desk', 'leader', 'auditor', 'clerk'], showRegister),
  get('/can-bo/so-theo-doi/in', ['desk', 'leader', 'auditor', 'clerk'], printRegister),
];
