import type { CheckVerdict } from '../checks/index.ts';
import type { Step } from '../dossier.ts';
import { readDossierCode } from '../dossier-code.ts';
import type { QueueFilter } from './rows.ts';

/** The words of the address for each verdict and step. */
export const verdictKeys: Record<CheckVerdict, string> = { pass: 'dat', doubt: 'can-xem', fail: 'khong-dat' };
export const stepKeys: Record<Exclude<Step, 'give-back'> | 'mine' | 'all', string> = {
  mine: 'cho-toi',
  all: 'tat-ca',
  receive: 'tiep-nhan',
  assess: 'tham-dinh',
  approve: 'ky',
  seal: 'dong-dau',
};

type Address = { verdict: string; destination: string; onBehalf: string; lot: string; step: string };

/** Reads the filter from an address; what nobody could have chosen there is not a choice. */
export function readFilter({ verdict, destination, onBehalf, lot, step }: Address): QueueFilter {
  const code = /^\d{2}$/;
  return {
    verdict: keyOf(verdictKeys, verdict) ?? '',
    destination: code.test(destination) ? destination : '',
    onBehalf: onBehalf === 'khong' ? 'none' : onBehalf === 'co' ? 'any' : code.test(onBehalf) ? onBehalf : '',
    lot: readDossierCode(lot)?.code ?? '',
    step: keyOf(stepKeys, step) ?? 'mine',
  };
}

function keyOf<K extends string>(words: Record<K, string>, word: string): K | undefined {
  return (Object.keys(words) as K[]).find((key) => words[key] === word);
}

/** The address of the queue under a filter, with other things changed. */
export function addressOf({ verdict, destination, onBehalf, lot, step }: QueueFilter, more: Record<string, string> = {}): string {
  const asked = {
    buoc: step === 'mine' ? '' : stepKeys[step === 'give-back' ? 'all' : step],
    'kiem-tra': verdict && verdictKeys[verdict],
    den: destination,
    ho: onBehalf === 'none' ? 'khong' : onBehalf === 'any' ? 'co' : onBehalf,
    lo: lot,
    ...more,
  };
  const said = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  return said.size > 0 ? `/can-bo/giay-phep?${said}` : '/can-bo/giay-phep';
}
