import { openKnowledge, type Knowledge } from '../knowing/knowledge.ts';

/** The part of the page that says where lists and reader lie, and where verdicts are shown. */
export type Place = { box: HTMLElement; knowledge: Knowledge; provinceName(id: string): string; url(name: string): string };

export function findPlace(): Place | undefined {
  const box = document.querySelector<HTMLElement>('[data-verify]');
  if (!box) return undefined;
  const said = (name: string) => box.dataset[name] ?? '';
  const knowledge = openKnowledge({ point: said('point'), keys: said('keys'), status: said('status') }, Number(said('weeksBack')));
  const provinces = new Map(
    said('provinces')
      .split('|')
      .map((line) => [line.slice(0, 2), line.slice(3)]),
  );
  return { box, knowledge, provinceName: (id) => provinces.get(id) ?? `tỉnh mã ${id}`, url: said };
}

/** What stands behind #. Some scanners escape what they open, others do not; a stray % is for the verdict to call unreadable. */
export function codeInAddress(): string {
  const code = location.hash.slice(1);
  return /%[0-9a-f]{2}/i.test(code) ? code.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))) : code;
}

/** Page, scripts, reader: taken along after the lists are there, so that a phone that has the one has the other. */
export function takeAlong({ knowledge }: Place): void {
  const register = () => navigator.serviceWorker?.register('/xac-thuc/sw.js', { scope: '/' }).catch(() => undefined);
  void knowledge.update().then(register, register);
}
