// A process of its own for one file, which ends with it: whatever the file does to memory or time, it does to nobody else.
// Found from the root folder and run as it stands; the rest of the program is bundled, this file is not.
import { type Answer, Unreadable } from './cell.ts';

process.on('message', ({ bytes }: { bytes: Uint8Array }) => {
  answer(Buffer.from(bytes))
    .then((said) => process.send?.(said))
    .catch((error: unknown) => process.send?.({ problem: 'broken', detail: String(error).slice(0, 200) } satisfies Answer));
});

async function answer(bytes: Buffer): Promise<Answer> {
  try {
    return { sheets: await read(bytes) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem, ...(error.detail ? { detail: error.detail } : {}) };
    throw error;
  }
}

async function read(bytes: Buffer) {
  const begins = bytes.toString('latin1', 0, 8);
  if (begins.startsWith('PK')) return (await import('./read-xlsx.ts')).readXlsx(bytes);
  // The container of Microsoft's older files; a workbook with a password is put into one.
  if (begins.startsWith('\xd0\xcf\x11\xe0')) throw new Unreadable(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'password' : 'old-excel');
  if (/^(%PDF|\x89PNG|GIF8|\xff\xd8\xff|Rar!|7z)/.test(begins)) throw new Unreadable('not-a-sheet');
  return (await import('./read-csv.ts')).readCsv(bytes);
}
