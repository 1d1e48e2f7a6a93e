import { toBase64url } from '../knowing/check.ts';
import { recall, remember } from '../knowing/keep.ts';

/** This phone as a checkpoint knows it (máy của chốt). The private half of its key cannot leave it. */
export type Device = { id: string; key: CryptoKey; name: string; checkpoint: { id: string; name: string; place: [number, number] | null } };

export function knownDevice(): Promise<Device | undefined> {
  return recall<Device>('device');
}

export type Enrolled = { device: Device; error?: undefined } | { device?: undefined; error: string };

/** Enrols this phone at a checkpoint (nối máy vào chốt) with a one-time code. */
export async function enrol(code: string, name: string): Promise<Enrolled> {
  const pair = await ownKeys();
  const key = toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const answer = await post('/xac-thuc/so/dang-ky', { code: code.replace(/[\s-]/g, '').toUpperCase(), key, name });
  if (!answer) return { error: 'Không có mạng. Nối máy vào chốt cần mạng một lần; hãy thử lại khi có sóng.' };
  const said = (await answer.json().catch(() => ({}))) as { device?: string; checkpoint?: Device['checkpoint']; detail?: string };
  if (!answer.ok || !said.device || !said.checkpoint) return { error: said.detail ?? 'Mã không đúng, đã dùng hoặc đã hết hạn. Hỏi lại cán bộ phụ trách chốt.' };
  const device: Device = { id: said.device, key: pair.privateKey, name, checkpoint: said.checkpoint };
  await remember('device', device);
  return { device };
}

/** The same keys for every try: when only the answer was lost on the way, the server knows the phone again. */
async function ownKeys(): Promise<CryptoKeyPair> {
  const known = await recall<CryptoKeyPair>('own-keys');
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  await remember('own-keys', made);
  return made;
}

/** Undefined: nobody answered. */
export function post(address: string, body: object): Promise<Response | undefined> {
  return fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => undefined);
}

export async function signWith({ key }: Device, payload: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, payload as BufferSource));
}

export async function hashOf(payload: Uint8Array): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', payload as BufferSource)));
}
