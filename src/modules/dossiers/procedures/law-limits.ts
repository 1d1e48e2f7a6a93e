import { parse } from 'yaml';
import { z } from 'zod';
import type { Limit } from '#kernel/calendar/index.ts';
import { readLimit } from './limits.ts';

const entry = z.tuple([z.string().transform((text) => readLimit(text)), z.string()]);
const schema = z.record(z.string(), z.partialRecord(z.enum(['2021', '2026']), entry));

export type LawLimits = (code: string, profile: '2021' | '2026') => { is: Limit; basis: string } | undefined;

/** Reads the longest limits the law allows (data/procedures/law-limits.yaml), by code and era; throws on a limit it cannot read. */
export function readLawLimits(yaml: string): LawLimits {
  const limits = schema.parse(parse(yaml));
  return (code, profile) => {
    const said = limits[code]?.[profile];
    if (!said) return undefined;
    const [is, basis] = said;
    if (!is) throw new Error(`law-limits.yaml: no limit can be read for ${code} in ${profile}`);
    return { is, basis };
  };
}
