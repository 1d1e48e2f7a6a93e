import type { Platform } from '#kernel/platform.ts';
import type { ProcedureVersion } from '../procedures/index.ts';
import { receivingUnits, type Typing } from './filing.ts';

/** What the form page needs to draw what was typed so far. */
export function formProps(platform: Platform, procedure: ProcedureVersion, typing: Typing) {
  // Which papers are asked for may hang on an answer: all of them are offered until the answers are known.
  return { procedure, units: receivingUnits(platform, procedure), papers: procedure.papers.filter((paper) => !paper.not_online), typing };
}
