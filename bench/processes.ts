import { readdirSync, readFileSync } from 'node:fs';

/** A process and all its children, and the PostgreSQL under a data folder: pids. */
export function family(root: number, postgres: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const belongs = (pid: number): boolean =>
    pid === root || pid === postgres || (parents.has(pid) && parents.get(pid) !== pid && parents.get(pid) !== 0 && belongs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(belongs);
}

function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Proportional memory of processes in MB: shared pages are counted once. */
export function memoryMb(pids: readonly number[]): number {
  return pids.reduce((total, pid) => total + pssOf(pid), 0) / 1024;
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** CPU seconds used so far by processes, dead children of theirs included. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((total, pid) => total + cpuOf(pid), 0);
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / 100;
  } catch {
    return 0;
  }
}
