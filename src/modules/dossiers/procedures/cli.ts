import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#kernel/db/index.ts';
import { checkPackage, type StaffedUnit } from './check.ts';
import { importRegister, type Imported } from './import.ts';
import { type LawLimits, readLawLimits } from './law-limits.ts';
import { type Fault, type Loaded, loadPackage } from './load.ts';
import { editionOf, type ProfileName } from './schema.ts';
import { type Clock, simulate, type Walked } from './simulate.ts';
import { publishEdition, type Written } from './store.ts';

export { listProcedures, retireProcedure } from './store.ts';

/** A package file and the faults found in it, each with its line. */
export type FileFaults = { file: string; profile?: ProfileName; faults: Fault[] };

type PackageFile = { file: string; loaded: Loaded };

/** `motcua procedures import FILE`: reads the register extract and, when it lies beside it, the -dossiers.jsonl of the same name. */
export async function importRegisterFile(db: Db, file: string, by: { name: string; at: Date }): Promise<Imported> {
  const csv = await readFile(file, 'utf8');
  const details = await readFile(file.replace(/\.csv$/i, '-dossiers.jsonl'), 'utf8').catch(() => '');
  return importRegister(db, { csv, details: details === csv ? '' : details }, by);
}

/** `motcua procedures check [FOLDER]`: every fault of every package and era; an empty list means all may be published. */
export async function checkFolder(folder: string, profiles: readonly ProfileName[], units?: readonly StaffedUnit[]): Promise<FileFaults[]> {
  const { files, lawLimits } = await readFolder(folder);
  return files.flatMap(({ file, loaded }) => {
    if (loaded.faults) return [{ file, faults: loaded.faults }];
    const eras = profiles.filter((profile) => loaded.pkg.profiles[profile]);
    return eras.flatMap((profile) => {
      const { faults } = checkPackage(loaded, profile, { units, lawLimit: lawLimits(loaded.pkg.code, profile) });
      return faults ? [{ file, profile, faults }] : [];
    });
  });
}

export type Simulated = { file: string; code: string; walked: Walked[] };

/** `motcua procedures simulate [FOLDER]`: lets made-up dossiers live through every package of an era that passes the checker. */
export async function simulateFolder(folder: string, profile: ProfileName, clock: Clock): Promise<Simulated[]> {
  const { files } = await readFolder(folder);
  return files.flatMap(({ file, loaded }) => {
    const { procedure } = checkPackage(loaded, profile);
    return procedure ? [{ file, code: procedure.code, walked: simulate(procedure, clock) }] : [];
  });
}

export type Publishing = { profile: ProfileName; clock: Clock; units?: readonly StaffedUnit[]; by: { name: string; at: Date } };
export type Published = { written: Written[]; refused: FileFaults[] };

/**
 * `motcua procedures publish [FOLDER]`: checks, simulates, then publishes what passed; the others come back with their faults.
 * A 2026 installation also keeps the 2021 editions, which ended; a 2021 installation does not know that they will.
 */
export async function publishFolder(db: Db, folder: string, { profile, clock, units, by }: Publishing): Promise<Published> {
  const { files, lawLimits } = await readFolder(folder);
  const outcome: Published = { written: [], refused: [] };
  for (const { file, loaded } of files) {
    if (loaded.faults) {
      outcome.refused.push({ file, faults: loaded.faults });
      continue;
    }
    for (const era of profile === '2021' ? (['2021'] as const) : (['2021', '2026'] as const)) {
      const edition = editionOf(loaded.pkg, era);
      if (!edition) continue;
      const faults = refusalOfEdition(loaded, era, lawLimits, clock, era === profile ? units : undefined);
      if (faults.length > 0) outcome.refused.push({ file, profile: era, faults });
      else outcome.written.push(await publishEdition(db, edition, { ...by, openEnded: era === profile }));
    }
  }
  return outcome;
}

function refusalOfEdition(loaded: Loaded & { pkg: object }, era: ProfileName, lawLimits: LawLimits, clock: Clock, units?: readonly StaffedUnit[]): Fault[] {
  const checked = checkPackage(loaded, era, { units, lawLimit: lawLimits(loaded.pkg.code, era) });
  if (checked.faults) return checked.faults;
  return simulate(checked.procedure, clock).flatMap(({ story, fault }) => (fault ? [{ line: 1, says: `Chạy thử «${story}»: ${fault}` }] : []));
}

async function readFolder(folder: string): Promise<{ files: PackageFile[]; lawLimits: LawLimits }> {
  const packages = join(folder, 'packages');
  const names = (await readdir(packages)).filter((name) => name.endsWith('.yaml')).sort();
  const files = await Promise.all(names.map(async (file) => ({ file, loaded: loadPackage(await readFile(join(packages, file), 'utf8')) })));
  const laws = await readFile(join(folder, 'law-limits.yaml'), 'utf8').catch(() => '{}');
  return { files, lawLimits: readLawLimits(laws) };
}
