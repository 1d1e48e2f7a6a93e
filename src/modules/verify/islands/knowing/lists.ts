import type { KeyList } from '#kernel/credentials/key-list.ts';
import { takeKeyList, takeStatusList } from '#kernel/credentials/lists.ts';
import type { StatusList } from '#kernel/credentials/status-list.ts';
import { checkInBrowser, fromBase64url } from './check.ts';

/** The two lists a verdict needs (danh sách khóa, danh sách thu hồi), and the bytes of the keys as the province signed them. */
export type Lists = { keys: KeyList; status: StatusList; signedKeys: Uint8Array };

/** Where the page says they come from. */
export type Source = { point: string; keys: string; status: string };

/** No `serverNow`: nobody answered. */
export type Fetched = { lists: Lists | undefined; serverNow: Date | undefined };

/** Asks the server for younger lists than `known`; a list that is not signed as it must be is as if it had not come. */
export async function fetchLists({ point, keys, status }: Source, known: Lists | undefined): Promise<Fetched> {
  const since = known ? `?tu=${Math.floor(known.status.madeAt.getTime() / 1000)}` : '';
  const [keyAnswer, statusAnswer] = await Promise.all([get(keys), get(status + since)]);
  const serverNow = dateOf(statusAnswer ?? keyAnswer);
  const newKeys = keyAnswer && (await takeKeyList(keyAnswer.bytes, fromBase64url(point), checkInBrowser, known?.keys));
  const newStatus = newKeys && statusAnswer && (await takeStatusList(statusAnswer.bytes, newKeys, checkInBrowser, known?.status));
  return { lists: newStatus && { keys: newKeys, status: newStatus, signedKeys: keyAnswer.bytes }, serverNow };
}

/** Kept between visits: the keys as signed, read anew each time; the status list as it came out of its deltas. */
export type KeptLists = { signedKeys: Uint8Array; status: StatusList };

/** Undefined when the kept keys are not signed by the province this page names: the installation was made anew. */
export async function readKept({ signedKeys, status }: KeptLists, point: string): Promise<Lists | undefined> {
  const keys = await takeKeyList(signedKeys, fromBase64url(point), checkInBrowser);
  return keys && { keys, status, signedKeys };
}

type Answer = { bytes: Uint8Array; date: string | null };

async function get(address: string): Promise<Answer | undefined> {
  const response = await fetch(address, { cache: 'no-cache' }).catch(() => undefined);
  return response?.ok ? { bytes: new Uint8Array(await response.arrayBuffer()), date: response.headers.get('date') } : undefined;
}

function dateOf(answer: Answer | undefined): Date | undefined {
  const at = Date.parse(answer?.date ?? '');
  return Number.isNaN(at) ? undefined : new Date(at);
}
