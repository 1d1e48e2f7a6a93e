import { type Day, formatDay, localDate, momentOf } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Answers, answerTo, type ProcedureVersion } from '../procedures/index.ts';
import { validity } from '../sign/validity.ts';
import type { Dossier } from '../store/read.ts';

/** From the first to the last day of a permit, both of them included; `to` null: for ever. */
export type Period = { from: Day; to: Day | null };

/** The days a dossier asks for: as answered, else from today and for as long as the procedure gives. */
export function askedPeriod(platform: Platform, procedure: ProcedureVersion, dossier: Dossier, at: Date): Period {
  const from = procedure.result.from && answerTo(dossier.form as Answers, procedure.result.from);
  const ends = validity(platform, { procedure, dossier, at });
  return { from: typeof from === 'string' ? from : localDate(at), to: ends && localDate(ends) };
}

/** The days two periods share; undefined when they share none. */
export function overlap(a: Period, b: Period): Period | undefined {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null ? b.to : b.to === null || a.to < b.to ? a.to : b.to;
  return to === null || from <= to ? { from, to } : undefined;
}

/** True when `outer` holds every day of `inner`. */
export function covers(outer: Period, inner: Period): boolean {
  return outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));
}

/** How many days, the first and the last counted. */
export function daysIn({ from, to }: Period): number {
  return to === null ? Number.POSITIVE_INFINITY : Math.round((momentOf(to).getTime() - momentOf(from).getTime()) / 86_400_000) + 1;
}

export function periodInWords({ from, to }: Period): string {
  return to === null ? `từ ${formatDay(from)}` : from === to ? `ngày ${formatDay(from)}` : `${formatDay(from)} – ${formatDay(to)}`;
}
