import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCalendar, dueAt } from '#kernel/calendar/index.ts';
import { archetypes } from './archetypes/index.ts';
import { blocks } from './blocks/index.ts';
import { feeOf, limitOf } from './compile.ts';
import { checkPackage } from './check.ts';
import { loadPackage } from './load.ts';
import type { ProfileName } from './schema.ts';
import { simulate } from './simulate.ts';
import { checkForm, drawForm, retype, sampleOf } from './form/form.ts';
import { readLawLimits } from './law-limits.ts';

const folder = join(import.meta.dirname, '../../../../data/procedures');
const files = readdirSync(join(folder, 'packages')).map((name) => ({ name, yaml: readFileSync(join(folder, 'packages', name), 'utf8') }));
const lawLimits = readLawLimits(readFileSync(join(folder, 'law-limits.yaml'), 'utf8'));

const day = [
  ['07:30', '11:30'],
  ['13:30', '17:00'],
] as const;

const editions = files.flatMap(({ name, yaml }) => {
  const loaded = loadPackage(yaml);
  const profiles = loaded.pkg ? (Object.keys(loaded.pkg.profiles) as ProfileName[]) : [];
  return profiles.map((profile) => ({ name, profile, loaded }));
});

describe('the packages we ship', () => {
  it('are at most 40 lines at the median', () => {
    expect(files.length).toBeGreaterThanOrEqual(26);
    const lines = files.map(({ yaml }) => yaml.trim().split('\n').length).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(40);
  });

  it.each(files)('$name can be read', ({ yaml }) => expect(loadPackage(yaml).faults).toBeUndefined());

  describe.each(editions)('$name in $profile', ({ profile, loaded }) => {
    const code = loaded.pkg?.code ?? '';
    const checked = checkPackage(loaded, profile, { lawLimit: lawLimits(code, profile) });

    it('passes the checker', () => expect(checked.faults).toBeUndefined());

    it('survives the five lives', () => {
      const calendar = buildCalendar({
        hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
        days: [],
        knownFrom: '2026-01-01',
        knownTo: '2026-12-31',
      });
      const walked = simulate(checked.procedure!, { start: new Date('2026-11-23T02:00:00Z'), dueAt: (at, limit) => dueAt(at, limit, calendar) });
      expect(walked.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    });

    it('takes its own sample without doubts, and types it again the same', () => {
      const { form } = checked.procedure!;
      const first = checkForm(form, sampleOf(form));
      expect(first.errors).toBeUndefined();
      expect(first.warnings).toEqual({});
      expect(checkForm(form, retype(form, first.answers!))).toEqual(first);
    });

    it('knows its fee and its limit at the desk', () => {
      const procedure = checked.procedure!;
      const { answers } = checkForm(procedure.form, sampleOf(procedure.form));
      expect(feeOf(procedure, answers!).words).not.toBe('');
      expect(limitOf(procedure, 'desk').value).toBeGreaterThanOrEqual(0);
    });

    it('names every field once', () => {
      const names = drawForm(checked.procedure!.form).flatMap(({ items }) => items.flatMap(({ fields }) => fields.map(({ name }) => name)));
      expect(new Set(names).size).toBe(names.length);
    });
  });
});

it('the package taught in the README passes the checker', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const yaml = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(checkPackage(loadPackage(yaml), '2026').faults).toBeUndefined();
});

it('the README names every block and archetype there is', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  for (const name of [...Object.keys(blocks), ...Object.keys(archetypes)]) expect(readme).toContain(`\`${name}\``);
});
