import { fold, type Option } from '../procedures/index.ts';

/** Text as it is compared: without accents, signs and spaces, for «Daklak» is Đắk Lắk. */
export function bare(text: string): string {
  return fold(text).replaceAll(' ', '');
}

export function namesOf({ label, aka = [] }: Option): string[] {
  return [label, ...aka].map(bare);
}

/** The options a person may have meant: the one whose name stands in the text, or those that a slip or two of the finger turn into it. */
export function nearestOptions(text: string, options: readonly Option[]): Option[] {
  const inside = options.flatMap((option) => {
    const place = Math.max(...[option.label, ...(option.aka ?? [])].map((name) => (name.length > 2 ? ` ${fold(text)} `.lastIndexOf(` ${fold(name)} `) : -1)));
    return place >= 0 ? [{ option, place }] : [];
  });
  // «Việt Yên, Bắc Giang»: a place is written from the smallest to the largest.
  const last = inside.toSorted((a, b) => b.place - a.place)[0];
  return last ? [last.option] : slipsAway(bare(text), options);
}

function slipsAway(wanted: string, options: readonly Option[]): Option[] {
  const most = wanted.length <= 4 ? 1 : 2;
  const near = options.map((option) => ({ option, slips: Math.min(...namesOf(option).map((name) => slipsBetween(wanted, name, most))) }));
  const fewest = Math.min(...near.map(({ slips }) => slips));
  return fewest > most ? [] : near.flatMap(({ option, slips }) => (slips === fewest ? [option] : [])).slice(0, 3);
}

/** How many letters were left out, put in, mistaken or swapped with their neighbour; `most + 1` when far more. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same, swapped ? (before[j - 2] ?? 0) + 1 : Infinity);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
