import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/calendar/index.ts';
import { loadProfile } from '#kernel/organisations/index.ts';
import { type DossierCodeRule, dossierCodeParts, formatDossierCode, readDossierCode } from './dossier-code.ts';

const rule: DossierCodeRule = { format: '{unit}-{yymmdd}-{sequence}', digits: 4 };

describe('giving a code', () => {
  test.each(['2021', '2026'])('the rules of %s give the example that stands beside them', async (id) => {
    const { rules } = await loadProfile(`data/profiles/${id}`);
    const read = readDossierCode(rules.dossier_code.example)!;
    expect(formatDossierCode(rules.dossier_code, read)).toBe(rules.dossier_code.example);
  });

  test.each([
    ['2021', 'c05719', '2021-08-15', /^000\.\d\d\.\d\d\.H55-210815-0007$/],
    ['2026', 'm05719', '2026-08-15', /^H55\.\d+-260815-0007$/],
  ])('Sảng Mộc in %s', async (id, unitId, date, expected) => {
    const { rules, units } = await loadProfile(`data/profiles/${id}`);
    const unitCode = units.find((unit) => unit.id === unitId)?.identifier ?? '';
    expect(formatDossierCode(rules.dossier_code, { unitCode, date, sequence: 7 })).toMatch(expected);
  });

  test('a sequence that outgrows its figures keeps all of them', () => {
    expect(formatDossierCode(rule, { unitCode: 'H55.301', date: '2026-08-15', sequence: 12_345 })).toBe('H55.301-260815-12345');
    expect(formatDossierCode({ ...rule, digits: 5 }, { unitCode: 'H55.301', date: '2026-08-15', sequence: 7 })).toBe('H55.301-260815-00007');
  });

  test('the parts around the sequence are those of the whole', () => {
    expect(dossierCodeParts(rule, 'H55.301', '2026-08-15')).toEqual({ codePrefix: 'H55.301-260815-', codeSuffix: '', codeDigits: 4 });
    expect(dossierCodeParts({ format: '{yymmdd}/{sequence}.{unit}', digits: 6 }, 'H55', '2026-08-15')).toEqual({
      codePrefix: '260815/',
      codeSuffix: '.H55',
      codeDigits: 6,
    });
  });

  test('a unit without a code, a day that does not exist and a format without sequence are impossible', () => {
    expect(() => dossierCodeParts(rule, null, '2026-08-15')).toThrow('cannot give');
    expect(() => dossierCodeParts(rule, 'H55', '2026-02-30')).toThrow('not a day');
    expect(() => dossierCodeParts({ format: '{unit}', digits: 4 }, 'H55', '2026-08-15')).toThrow('{sequence}');
  });
});

describe('reading a code', () => {
  test.each([
    ['as printed', 'H55.301-260815-0007'],
    ['in small letters', 'h55.301-260815-0007'],
    ['with spaces around', '  H55.301-260815-0007 '],
    ['with spaces instead of hyphens', 'H55.301 260815 0007'],
    ['with spaces around everything', 'H55 . 301 - 260815 - 0007'],
    ['with long dashes from a word processor', 'H55.301–260815—0007'],
    ['with underscores', 'H55.301_260815_0007'],
    ['with the letter O for nought', 'H55.301-26O815-OOO7'],
    ['with the letter L for one', 'H55.301-2608l5-0007'],
    ['in full-width characters', 'Ｈ５５．３０１－２６０８１５－０００７'],
    ['in a sentence', 'Mã hồ sơ: H55.301-260815-0007.'],
    ['in the address of a QR code', 'https://mc.thainguyen.gov.vn/tra-cuu?ma=H55.301-260815-0007&x=1'],
  ])('%s', (_, typed) => {
    expect(readDossierCode(typed)).toEqual({ unitCode: 'H55.301', date: '2026-08-15', sequence: 7, code: 'H55.301-260815-0007' });
  });

  test('the form of 2021, and five or six figures, are read as well', () => {
    expect(readDossierCode('000.25.01.h55 - 210815 - 0007')?.code).toBe('000.25.01.H55-210815-0007');
    expect(readDossierCode('H55.01.25-260815-00012')).toMatchObject({ sequence: 12, code: 'H55.01.25-260815-00012' });
    expect(readDossierCode('H55.01.25-260815-123456')?.sequence).toBe(123_456);
  });

  test.each([
    ['nothing', ''],
    ['a personal number', '019301012345'],
    ['a telephone number', '0912 345 678'],
    ['a day that does not exist', 'H55.301-261315-0007'],
    ['too few figures', 'H55.301-260815-007'],
    ['too many figures', 'H55.301-260815-0000007'],
    ['no unit', '260815-0007'],
    ['a procedure code', '2.000635.000.00.00.H55'],
  ])('%s is no code', (_, typed) => {
    expect(readDossierCode(typed)).toBeUndefined();
  });

  test('whatever is written is read again', () => {
    const group = fc.stringMatching(/^[0-9A-Z]{1,4}$/);
    const content = fc.record({
      unitCode: fc.array(group, { minLength: 1, maxLength: 4 }).map((groups) => groups.join('.')),
      date: fc.integer({ min: 0, max: 4000 }).map((count) => addDays('2021-01-01', count)),
      sequence: fc.integer({ min: 1, max: 999_999 }),
    });
    fc.assert(
      fc.property(content, fc.integer({ min: 4, max: 6 }), (one, digits) => {
        const code = formatDossierCode({ ...rule, digits }, one);
        expect(readDossierCode(` ${code.toLowerCase()}`)).toEqual({ ...one, code });
      }),
    );
  });

  test('no text at all makes it fail or wait', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2000, unit: 'binary' }), (text) => void expect(() => readDossierCode(text)).not.toThrow()));
    const started = performance.now();
    readDossierCode('H55.'.repeat(20_000));
    readDossierCode('1 '.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
