import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { ErrorSummary, Facts, Field, hangLook, hangSign, Notice, Page, StepTrail, Table, Verdict, verdictKinds } from './index.ts';
import { Gallery } from './gallery.tsx';

const nasty = '<script>alert(1)</script>" onload="x';

hangLook({ citizenCss: 'body{}', citizenCssHash: '', url: (name) => `/tai-nguyen/${name}` });
hangSign({ province: 'Tỉnh Thái Nguyên', demo: true });

describe('whatever a person types', () => {
  const drawn = [
    <Field name="a" label={nasty} help={nasty} value={nasty} error={nasty} warning={nasty} />,
    <Field name="a" label="x" input="radio" options={[{ value: nasty, label: nasty }]} value={nasty} />,
    <Field name="a" label="x" input="textarea" value={nasty} />,
    <Notice title={nasty}>{nasty}</Notice>,
    <Facts rows={[[nasty, nasty]]} />,
    <Table caption={nasty} rows={[1]} columns={[{ title: nasty, cell: () => nasty }]} />,
    <StepTrail steps={[{ title: nasty, when: nasty, who: nasty, note: nasty, state: 'now' }]} />,
    <ErrorSummary errors={{ a: nasty }} />,
    <Verdict kind="forged" title={nasty} />,
    <Page title={nasty}>{nasty}</Page>,
  ].map((part) => String(part));

  test.each(drawn)('stays words on the page (%#)', (html) => {
    const $ = load(html);
    expect($('script').length + $('[onload]').length).toBe(0);
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('a form with mistakes', () => {
  const $ = load(String(<Gallery />));

  test('names each of them first, and each name leads to its field', () => {
    const links = $('.notice.error a').toArray();
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect($(String($(link).attr('href'))).is('input, select, textarea')).toBe(true);
  });

  test('says help, mistake and doubt together with the field, and marks what is wrong', () => {
    const described = $('[aria-describedby]').toArray();
    expect(described.length).toBeGreaterThan(3);
    const lost = described.flatMap((el) => ($(el).attr('aria-describedby') ?? '').split(' ')).filter((id) => $(`#${id}`).length !== 1);
    expect(lost).toEqual([]);
    expect($('#f-birthday').attr('aria-invalid')).toBe('true');
    expect($('#f-birthday-error').text()).toContain('05/01/1990');
  });

  test('keeps what was typed', () => {
    expect($('#f-name').attr('value')).toBe('Nguyễn "Thị" <Hoàng> Ngưỡng');
    expect($('#f-birthday').attr('value')).toBe('31/02/1990');
  });

  test('gives no two parts the same id', () => {
    const ids = $('[id]')
      .toArray()
      .map((el) => $(el).attr('id'));
    expect(ids.length).toBe(new Set(ids).size);
  });
});

test('every page says its language, its title, that it is a demo, and lets the keyboard go past the menu', () => {
  const $ = load(String(<Page title="Tra cứu">x</Page>));
  expect($('html').attr('lang')).toBe('vi');
  expect($('title').text()).toBe('Tra cứu – Một Cửa');
  expect($('body > a').first().attr('href')).toBe('#noi-dung');
  expect($('main#noi-dung').length).toBe(1);
  expect($('.demo').text()).toContain('Bản trình diễn');
});

test('no page carries a style or a script of its own', () => {
  const $ = load(String(<Gallery />));
  expect($('[style]').length).toBe(0);
  expect($('script:not([src])').length).toBe(0);
});

test('each verdict has a shape of its own', () => {
  const shapes = verdictKinds.map((kind) => load(String(<Verdict kind={kind} title="x" />))('path').attr('d'));
  expect(new Set(shapes).size).toBe(verdictKinds.length);
});

test('an empty value makes no line of facts', () => {
  const $ = load(
    String(
      <Facts
        rows={[
          ['Số', ''],
          ['Phí', undefined],
          ['Bản', 0],
        ]}
      />,
    ),
  );
  expect($('dt').text()).toBe('Bản');
});
