import type { Cell } from '#kernel/spreadsheets/index.ts';
import { cleanText } from '#kernel/web/index.ts';
import { fold, type Option, type Question } from '../procedures/index.ts';
import { bare, namesOf } from './nearest.ts';

/** A cell as a person would have typed it in the form: noughts that Excel ate are given back, days and choices read as they are shown. */
export function typedIn(cell: Cell, question: Question): string {
  const text = cleanText(textOf(cell, question)).replaceAll(/\s+/g, ' ').trim();
  if (text === '') return '';
  if (question.options) return optionFor(text, question);
  if (question.input === 'checkbox') return /^(x|co|yes|true|1)$/.test(fold(text)) ? 'yes' : '';
  if (question.input === 'tel') return /^[35789]\d{8}$/.test(text) ? `0${text}` : text;
  if (question.input === 'date') return dayIn(text);
  return isPersonalNumber(question) ? twelveDigits(text) : text;
}

function textOf(cell: Cell, question: Question): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return cell ? 'có' : 'không';
  if ('day' in cell) return cell.day.split('-').reverse().join('/');
  const number = Number(cell.number);
  // Excel writes 0.1 + 0.2 with all its figures, and long numbers as 1.9085000456E10.
  const written = Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : String(Number(number.toPrecision(15)));
  return question.inputMode === 'decimal' ? written.replace('.', ',') : written;
}

function optionFor(text: string, { options = [], input }: Question): string {
  const exact = options.find((option) => option.value === text || isSameNumber(option.value, text) || namesOf(option).includes(bare(text)));
  // Among few, one word of a label is enough; among the names of provinces «Bắc» is a piece of several.
  return (exact ?? (input === 'radio' ? byPiece(fold(text), options) : undefined))?.value ?? text;
}

function byPiece(wanted: string, options: readonly Option[]): Option | undefined {
  return only(options.filter(({ label }) => fold(label).split(' ').includes(wanted))) ?? only(options.filter(({ label }) => fold(label).startsWith(wanted)));
}

/** Excel writes the code 01 as 1. */
function isSameNumber(value: string, text: string): boolean {
  return /^\d+$/.test(value) && /^\d+$/.test(text) && Number(value) === Number(text);
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** Excel counts days from the last day of 1899; a number of this size in a column of days is one, whatever its format. */
function dayIn(text: string): string {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return text.replace(/ \d{1,2}:\d{2}.*$/, '');
  const at = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000);
  return at.toISOString().slice(0, 10).split('-').reverse().join('/');
}

function isPersonalNumber({ rule }: Question): boolean {
  return rule.safeParse('019085000456').success && !rule.safeParse('19085000456').success;
}

/** Ten or eleven figures are twelve without the noughts of a province's code; nine are an old card, and stay what they are. */
function twelveDigits(text: string): string {
  return /^\d{10,11}$/.test(text) ? text.padStart(12, '0') : text;
}

/** Figures that a spreadsheet has rounded away cannot be given back by anybody. */
export function isRounded(typed: string): boolean {
  return /^\d([.,]\d+)?E\+?\d+$/i.test(typed);
}
