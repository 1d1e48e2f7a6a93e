import type { Printing } from '#kernel/printing/index.ts';
import { type RegisterPaper, registerPaper, type ResultPaper, resultPaper, type SlipPaper, slipPaper } from './data.ts';

export type { RegisterPaper, ResultPaper, SlipPaper } from './data.ts';

const folder = 'src/modules/dossiers/papers';

/** Results with a layout of their own; every other template a package names has the general one. */
const layouts: Record<string, { file: string; record?: 'birth' | 'death' | 'marriage' }> = {
  'birth-extract-copy': { file: 'civil-status-extract', record: 'birth' },
  'birth-extract': { file: 'civil-status-extract', record: 'birth' },
  'death-extract-copy': { file: 'civil-status-extract', record: 'death' },
  'death-extract': { file: 'civil-status-extract', record: 'death' },
  'marriage-extract-copy': { file: 'civil-status-extract', record: 'marriage' },
  'marriage-extract': { file: 'civil-status-extract', record: 'marriage' },
  'vehicle-pass': { file: 'vehicle-pass' },
  'vehicle-badge': { file: 'windscreen-badge' },
  'tourist-badge': { file: 'windscreen-badge' },
  'cross-border-permit': { file: 'cross-border-permit' },
  'vessel-registration': { file: 'registration' },
  'vessel-removal': { file: 'registration' },
  'machine-registration': { file: 'registration' },
};

/** Prints one layer of a result (kết quả) in the layout of its template; data that does not fit is a fault of ours and throws. */
export function printResult(printing: Printing, template: string, data: ResultPaper): Promise<Uint8Array> {
  const { file, record } = layouts[template] ?? { file: 'result' };
  return printing.render(`${folder}/${file}.typ`, { ...resultPaper.parse(data), record });
}

/** Draws a sealed result for the screen of a phone, as SVG. */
export function drawCard(printing: Printing, data: ResultPaper): Promise<string> {
  return printing.draw(`${folder}/phone-card.typ`, resultPaper.parse(data));
}

/** Prints a slip (phiếu) on A5 from what was recorded when it was issued; number and name of its form come from the rules of the era (TT 01/2018, TT 03/2025/TT-VPCP). */
export function printSlip(printing: Printing, recorded: SlipPaper | Record<string, unknown>): Promise<Uint8Array> {
  const slip = slipPaper.parse(recorded);
  return printing.render(`${folder}/${slip.kind === 'control' ? 'control' : 'slip'}.typ`, slip);
}

/** Prints the register (sổ theo dõi hồ sơ) on A4. */
export function printRegister(printing: Printing, data: RegisterPaper): Promise<Uint8Array> {
  return printing.render(`${folder}/register.typ`, registerPaper.parse(data));
}
