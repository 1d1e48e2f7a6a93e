import { checkInBrowser } from './check.ts';
import { afterContact, afterMoment, type Clock, type ClockMemory, readClock } from './clock.ts';
import { conclude, type Conclusion } from './conclude.ts';
import { recall, remember } from './keep.ts';
import { fetchLists, type KeptLists, type Lists, readKept, type Source } from './lists.ts';
import { type Trust, trustedFor, trustOf } from '#kernel/credentials/trust.ts';

/** How this phone stands: what its clock is worth, how old its lists are. No trust: there are no lists yet. */
export type Standing = { clock: Clock; trust: Trust | undefined; madeAt: Date | undefined };

export type Updated = 'updated' | 'no-answer' | 'not-genuine';

/** What this phone knows and judges by. */
export type Knowledge = {
  now(): Date;
  /** Undefined: no lists have ever come to this phone. */
  judge(text: string): Promise<Conclusion | undefined>;
  standing(): Promise<Standing>;
  /** Asks for younger lists; at most every few minutes unless somebody pressed the button. */
  update(pressed?: boolean): Promise<Updated | undefined>;
};

const askAgainAfter = 4 * 60_000;
const dayMs = 86_400_000;

/** `weeksBack`: the demo of an old era lives in its own time, and so do its papers. */
export function openKnowledge(source: Source, weeksBack: number): Knowledge {
  let lists: Lists | undefined;
  let memory: ClockMemory | undefined;
  let asking: Promise<Updated> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  const shift = weeksBack * 7 * dayMs;
  const now = () => new Date(Date.now() - shift);

  const kept = (async () => {
    const [found, remembered] = await Promise.all([recall<KeptLists>('lists'), recall<ClockMemory>('clock')]);
    lists = found && (await readKept(found, source.point));
    memory = remembered;
  })();

  async function ask(): Promise<Updated> {
    await kept;
    const answer = await fetchLists(source, lists);
    if (answer.serverNow) await keepTime(afterContact(now(), new Date(answer.serverNow.getTime() - shift)));
    if (!answer.lists) return answer.serverNow ? 'not-genuine' : 'no-answer';
    lists = answer.lists;
    await remember('lists', { signedKeys: lists.signedKeys, status: lists.status } satisfies KeptLists);
    return 'updated';
  }

  async function keepTime(next: ClockMemory): Promise<void> {
    memory = next;
    await remember('clock', next);
  }

  async function standing(): Promise<Standing> {
    await kept;
    const madeAt = lists?.status.madeAt;
    const clock = readClock(now(), memory, madeAt);
    return { clock, madeAt, trust: lists && trustOf(lists.status.madeAt, clock.moments[0] ?? clock.now, lists.keys.validUntil) };
  }

  async function judge(text: string): Promise<Conclusion | undefined> {
    await kept;
    if (!lists) await update();
    const { clock, trust, madeAt } = await standing();
    if (!lists || !trust || !madeAt) return undefined;
    void keepTime(afterMoment(memory, clock, new Date(madeAt.getTime() + trustedFor * dayMs)));
    return conclude(text, { ...lists, check: checkInBrowser }, { clock, trust, madeAt });
  }

  async function update(pressed = false): Promise<Updated | undefined> {
    if (asking) return asking;
    if (!pressed && lists && performance.now() - askedAt < askAgainAfter) return undefined;
    askedAt = performance.now();
    asking = ask().finally(() => (asking = undefined));
    return asking;
  }

  return { now, standing, judge, update };
}
