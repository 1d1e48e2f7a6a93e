import { takeApart } from './cose.ts';
import { inForce, isDistrusted, type KeyList, type ListedKey, readKeyList, statusSigner } from './key-list.ts';
import { applyStatus, type StatusList } from './status-list.ts';

/** One check of one signature: node:crypto on the server, WebCrypto in the browser. */
export type Check = (key: Pick<ListedKey, 'x' | 'y'>, signed: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

/** The list of keys as it came over the network: refused unless the province signed it, and when it is older than the known one. */
export async function takeKeyList(bytes: Uint8Array, point: Uint8Array, check: Check, known?: KeyList): Promise<KeyList | undefined> {
  const sign1 = takeApart(bytes);
  if (!sign1 || !(await check({ x: point.subarray(0, 32), y: point.subarray(32) }, sign1.signed, sign1.signature))) return undefined;
  const keys = await readKeyList(sign1.payload);
  return keys && known && keys.madeAt < known.madeAt ? undefined : keys;
}

/**
 * The status list, whole or as a delta on the known one: refused unless signed by the key that the province lists for that, when it is
 * older than the known one, and when it was made under younger keys than those at hand (fetch these first).
 */
export async function takeStatusList(bytes: Uint8Array, keys: KeyList, check: Check, known?: StatusList): Promise<StatusList | undefined> {
  const sign1 = takeApart(bytes);
  const key = sign1 && keys.find(sign1.kid);
  if (!sign1 || key?.unitId !== statusSigner || !(await check(key, sign1.signed, sign1.signature))) return undefined;
  const status = await applyStatus(known, sign1.payload);
  const holds = status && inForce(key, status.madeAt) && !isDistrusted(key, status.madeAt) && status.keysMadeAt <= keys.madeAt;
  return holds ? status : undefined;
}
