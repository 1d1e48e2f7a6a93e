import { type Ctx, first, readForm } from '#kernel/web/index.ts';
import { provincesOf } from '#modules/dossiers/index.ts';
import { CheckpointPage } from './checkpoint.page.tsx';
import type { Origin } from './scanner.tsx';
import { type Found, VerifierPage } from './verify.page.tsx';

/** GET /xac-thuc: the same page for everybody; what stands behind # never reaches us. */
export async function showVerifier(c: Ctx): Promise<Response> {
  return c.html(<VerifierPage origin={await originOf(c)} />);
}

/** GET /xac-thuc/chot: the verifier of a checkpoint (chốt kiểm soát): the whole screen, one paper after another. */
export async function showCheckpoint(c: Ctx): Promise<Response> {
  return c.html(<CheckpointPage origin={await originOf(c)} />);
}

async function originOf(c: Ctx): Promise<Origin> {
  const { credentials, profile } = c.var.platform;
  return { point: await credentials.provincePoint(), provinces: provincesOf(profile.id === '2021' ? '2021' : '2026') };
}

/** GET /X: the short address in the QR. The browser carries what stands behind # along to the page. */
export function openShortAddress(c: Ctx): Response {
  return c.redirect('/xac-thuc', 302);
}

/** POST /xac-thuc: without script, a typed or pasted code, or a PDF to look into. */
export async function verifySent(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const { values, files } = await readForm(c);
  const typed = first(values, 'code').slice(0, 5000);
  const [pdf] = files.pdf ?? [];
  const origin = await originOf(c);
  if (pdf) return c.html(<VerifierPage origin={origin} found={await lookInto(c, pdf)} />);
  if (!typed) return c.html(<VerifierPage origin={origin} error="Hãy dán mã hoặc địa chỉ in cạnh mã QR, hoặc chọn tệp PDF." />, 422);
  return c.html(<VerifierPage origin={origin} typed={typed} found={{ verdict: await platform.credentials.judge(typed) }} />);
}

const mostBytes = 15 * 1024 * 1024;

async function lookInto(c: Ctx, pdf: File): Promise<Found> {
  const { platform } = c.var;
  if (pdf.size > mostBytes) return { pdf: { name: pdf.name, signatures: [], same: false } };
  const bytes = new Uint8Array(await pdf.arrayBuffer());
  const { signatures } = await platform.signing.verifyPdf(bytes);
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { pdf: { name: pdf.name, signatures, same: await platform.files.has(hash) } };
}

/** GET /xac-thuc/khoa: the list of keys, signed by the province (COSE_Sign1 over CBOR). */
export async function sendKeyList(c: Ctx): Promise<Response> {
  return sendList(c, await c.var.platform.credentials.keyList());
}

/** GET /xac-thuc/thu-hoi: which credentials are revoked or suspended; with ?tu=SECONDS what changed since the list made then, if that is less. */
export async function sendStatusList(c: Ctx): Promise<Response> {
  const since = /^\d{1,11}$/.test(c.req.query('tu') ?? '') ? new Date(Number(c.req.query('tu')) * 1000) : undefined;
  return sendList(c, await c.var.platform.credentials.statusList(since));
}

/** A list changes its signature whenever it is made anew, so its last bytes name it. */
function sendList(c: Ctx, bytes: Uint8Array): Response {
  const etag = `"${Array.from(bytes.subarray(-12), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
  const headers = { 'content-type': 'application/cose; cose-type="cose-sign1"', 'cache-control': 'no-cache', etag };
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) ? new Response(null, { status: 304, headers }) : new Response(bytes as BodyInit, { headers });
}
