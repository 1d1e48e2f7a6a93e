import { closeSheet, tell } from './sheet.ts';

const shortCode = 8;

/** A pasted code. The eight letters beside the QR are its end: enough to compare, too little to judge. */
export function listenToTyped(sheet: HTMLDialogElement, judge: (code: string) => void): void {
  const form = sheet.querySelector<HTMLFormElement>('[data-typed]');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const field = form.elements.namedItem('code') as HTMLTextAreaElement;
    const letters = field.value.replace(/[\s-]/g, '');
    if (!letters) return tell(form, 'Chưa có gì để kiểm tra. Hãy dán cả đoạn mã vào ô trên.');
    if (letters.length <= shortCode + 4)
      return tell(form, 'Đây là mã ngắn: không đủ để biết giấy thật hay giả. Quét mã QR, rồi so mã ngắn in trên giấy với «Mã ngắn» máy hiện.');
    tell(form, '');
    field.value = '';
    closeSheet(sheet);
    judge(letters);
  });
}
