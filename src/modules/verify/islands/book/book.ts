import { addScan, dropScansBefore, forget, lastSeq, putScan, recall, remember, scansFrom } from '../knowing/keep.ts';
import { type Device, hashOf, signWith } from './device.ts';

/** What was seen, before it is sealed into the chain. */
export type Noted = {
  at: string;
  verdict: string;
  code: string;
  plate: 'same' | 'differs' | null;
  place: [number, number, number] | null;
  clock: 'sure' | 'doubtful';
  listsDays: number;
  /** For the list on this phone only: the plate or the name on the paper. */
  shown: string;
};

/** One line of the scan log (sổ quét), signed, never changed afterwards. */
export type Scan = Noted & { seq: number; payload: Uint8Array; signature: Uint8Array; refused?: string };

/** So long a scan waits for the officer to compare the plate. */
const waitForPlate = 12_000;
const keepSent = 7 * 86_400_000;

/**
 * The scan log of this phone: each line names the hash of the one before and is signed by the phone's own key. The newest scan is kept
 * open until the plate is compared or the next paper comes; it is on disk all the same, so a flat battery loses nothing.
 */
export type Book = {
  note(scan: Noted): Promise<void>;
  comparePlate(plate: 'same' | 'differs'): Promise<void>;
  settle(): Promise<void>;
  scansSince(at: Date): Promise<(Noted & { refused?: string })[]>;
};

export function openBook(device: Device, sealed: () => void): Book {
  let turn: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** One thing after another, whatever the fingers do. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work);
    turn = done.catch(() => undefined);
    return done;
  };

  async function sealOpen(): Promise<void> {
    clearTimeout(timer);
    const open = await recall<Noted>('open-scan');
    if (!open) return;
    await append(device, open);
    await forget('open-scan');
    sealed();
  }

  return {
    note: (scan) =>
      inTurn(async () => {
        await sealOpen();
        await remember('open-scan', scan);
        timer = setTimeout(() => void inTurn(sealOpen), waitForPlate);
      }),
    comparePlate: (plate) =>
      inTurn(async () => {
        const open = await recall<Noted>('open-scan');
        if (open) await remember('open-scan', { ...open, plate });
        await sealOpen();
      }),
    settle: () => inTurn(sealOpen),
    async scansSince(at) {
      const open = await recall<Noted>('open-scan');
      const all = [...(await scansFrom<Scan>(1)), ...(open ? [open] : [])];
      return all.filter((scan) => new Date(scan.at) >= at);
    },
  };
}

/** Signs the line after the last one; when another window took the number first, the one after that. */
async function append(device: Device, { shown, ...noted }: Noted): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const last = await lastSeq();
    const [before] = last > 0 ? await scansFrom<Scan>(last, 1) : [];
    const said = { v: 1, device: device.id, seq: last + 1, prev: before ? await hashOf(before.payload) : '', ...noted };
    const payload = new TextEncoder().encode(JSON.stringify(said));
    const scan: Scan = { ...noted, shown, seq: said.seq, payload, signature: await signWith(device, payload) };
    if (await addScan(said.seq, scan)) return;
  }
  throw new Error('the scan log takes no line');
}

/** Lines the server has are kept a week for the list on the phone; the last one always, for the next one names it. */
export async function tidy(upTo: number, now: Date): Promise<void> {
  const old = (await scansFrom<Scan>(1)).filter(({ seq, at }) => seq < upTo && now.getTime() - new Date(at).getTime() > keepSent);
  const last = old.at(-1);
  if (last) await dropScansBefore(last.seq + 1);
}

export async function markRefused(refused: readonly { seq: number; why: string }[]): Promise<void> {
  for (const { seq, why } of refused) {
    const [scan] = await scansFrom<Scan>(seq, 1);
    if (scan?.seq === seq) await putScan(seq, { ...scan, refused: why });
  }
}
