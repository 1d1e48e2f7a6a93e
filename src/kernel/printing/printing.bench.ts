import { issueCertificate, privateKeyOf } from '#kernel/signing/authority.ts';
import { signPdf } from '#kernel/signing/sign-pdf.ts';
import { printRegister, printResult, printSlip } from '#modules/dossiers/papers/index.ts';
import { sampleDecision, sampleExtract, sampleRegister, sampleSlip } from '#modules/dossiers/papers/samples.ts';
import { CryptoKeySigner } from '@libpdf/core';
import { mostInOneFile, openPrinting } from './index.ts';

export type PrintingFigure = { name: string; value: number; unit: 'ms' | 'kB' };

/** Measures the print shop and the signing of its papers: medians of `rounds`, for bin/bench. Bounded by count. */
export async function measurePrinting(rootDir: string, rounds = 40): Promise<PrintingFigure[]> {
  const printing = openPrinting({ rootDir });
  const at = new Date('2026-11-23T02:12:33Z');
  try {
    const [first] = await timed(1, () => printResult(printing, 'birth-extract-copy', sampleExtract));
    const base = await printResult(printing, 'birth-extract-copy', sampleExtract);
    const seal = await printResult(printing, 'birth-extract-copy', { ...sampleExtract, layer: 'organisation' });
    // Every paper differs from the one before: the compiler must not answer from its memory.
    const extract = await timed(rounds, (i) =>
      printResult(printing, 'birth-extract-copy', { ...sampleExtract, number: `${i}/TLKS-BS`, fields: { ...sampleExtract.fields, name: `NGUYỄN ${i}` } }),
    );
    const decision = await timed(rounds, (i) => printResult(printing, 'x', { ...sampleDecision, intro: `Lần ${i}` }));
    const slip = await timed(rounds, (i) =>
      printSlip(printing, { ...sampleSlip('receipt', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', '01'), number: `${i}/TNHS` }),
    );
    const register = await timed(3, () => printRegister(printing, sampleRegister(1000)));
    const signer = await trialSigner(at);
    let signed = base;
    const signing = await timed(rounds, async () => {
      signed = await signPdf(base, { signer, field: 'CoQuan', reason: 'đo', at, showing: seal });
    });
    const papers = Array.from({ length: mostInOneFile }, () => signed);
    const joining = await timed(3, () => printing.join({ papers, title: 'đo', madeAt: at }));
    return [
      { name: 'first paper, press started', value: first ?? Number.NaN, unit: 'ms' },
      { name: 'birth extract, A4', value: median(extract), unit: 'ms' },
      { name: 'certificate, A4', value: median(decision), unit: 'ms' },
      { name: 'receipt with QR, A5', value: median(slip), unit: 'ms' },
      { name: 'register of 1,000 lines, 42 pages', value: median(register), unit: 'ms' },
      { name: 'one visible signature', value: median(signing), unit: 'ms' },
      { name: `${mostInOneFile} sealed papers as one file to print`, value: median(joining), unit: 'ms' },
      { name: 'birth extract, sealed', value: signed.length / 1000, unit: 'kB' },
    ];
  } finally {
    await printing.close();
  }
}

async function timed(rounds: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    await work(i);
    taken.push(performance.now() - from);
  }
  return taken;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function trialSigner(at: Date): Promise<CryptoKeySigner> {
  const validity = { from: new Date(at.getTime() - 86_400_000), until: new Date(at.getTime() + 86_400_000) };
  const authority = await issueCertificate({ name: 'CA thử nghiệm', organisation: 'Đo' }, validity);
  const own = await issueCertificate({ name: 'Xã thử nghiệm', organisation: 'Đo' }, validity, authority);
  return new CryptoKeySigner(await privateKeyOf(own), own.certificate, 'EC', 'ECDSA', [authority.certificate]);
}
