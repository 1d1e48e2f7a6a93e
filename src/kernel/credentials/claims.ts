/** What kind of paper carries the credential; numbers are never given to another kind. */
export const kinds = { 1: 'civil-status-extract', 2: 'result', 3: 'vehicle-pass', 4: 'product-label' } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

/** A paper with its kind's usual title leaves the title out: there is room for little more than a hundred letters. Never changed either. */
const usualTitles: Partial<Record<Kind, string>> = { 'vehicle-pass': 'Giấy nhận diện phương tiện' };

/**
 * The registry of keys in the CBOR map of a credential. 1–7 are those of CWT (RFC 8392); the others are ours. A number, once given,
 * keeps its meaning for ever. What stands here can be read by anyone who sees the paper: no more than the paper itself says.
 * Below 100 a verifier must understand the claim to call a paper valid; from 100 on it may pass over what it does not know, so that a
 * phone without a network for a month still accepts papers that say something new.
 */
export const claimKeys = {
  /** Text: the internal id of the issuing unit. Left out, for the key says whose it is; where it stands it must be that unit. */
  issuer: 1,
  /** Seconds since 1970: no longer valid after. Absent: for ever. */
  expires: 4,
  /** Seconds since 1970: not valid before. Absent: from when it was issued. */
  notBefore: 5,
  /** Seconds since 1970: issued. */
  issuedAt: 6,
  /** Number: see `kinds`. */
  kind: 10,
  /** Text: number and sign of the paper, 12/TLKS-BS. */
  number: 11,
  /** Text: title of the paper. Absent: the usual one of its kind. */
  title: 12,
  /** Text: whom or what it is about: a name, a plate. */
  subject: 13,
  /** Text: code of the dossier. */
  dossier: 14,
  /** Number: place in the status list. */
  status: 15,
  /** Text: birth year, a route, what helps an eye compare paper and screen. */
  note: 16,
  /** Text: two digits of the province on whose behalf it was issued. */
  onBehalf: 17,
  /** Text: conditions of use: stops, hours, roads. */
  conditions: 18,
  /** Text: who may use it, masked: L.V.M ··456. */
  people: 19,
} as const;

/** From here on a claim may be passed over. */
const ignorable = 100;

/** A credential's contents (nội dung mã xác thực). Times are whole seconds. */
export type Claims = {
  issuer: string;
  issuedAt: Date;
  notBefore: Date;
  expires: Date | null;
  kind: Kind;
  number: string;
  title: string;
  subject: string;
  dossier: string;
  status: number;
  note: string;
  onBehalf: string;
  conditions: string;
  people: string;
};

const mayBeEmpty = ['note', 'onBehalf', 'conditions', 'people'] as const;

export function toMap(claims: Claims): Map<number, string | number> {
  const map = new Map<number, string | number>([
    [k.issuedAt, seconds(claims.issuedAt)],
    [k.kind, Number(Object.entries(kinds).find(([, name]) => name === claims.kind)?.[0])],
    [k.number, claims.number],
    [k.subject, claims.subject],
    [k.dossier, claims.dossier],
    [k.status, claims.status],
  ]);
  if (seconds(claims.notBefore) !== seconds(claims.issuedAt)) map.set(k.notBefore, seconds(claims.notBefore));
  if (claims.expires) map.set(k.expires, seconds(claims.expires));
  if (claims.title !== usualTitles[claims.kind]) map.set(k.title, claims.title);
  for (const name of mayBeEmpty) if (claims[name]) map.set(k[name], claims[name]);
  return map;
}

const k = claimKeys;
const texts = new Set<unknown>([k.issuer, k.number, k.title, k.subject, k.dossier, k.note, k.onBehalf, k.conditions, k.people]);
const numbers = new Set<unknown>([k.expires, k.notBefore, k.issuedAt, k.kind, k.status]);

function isUnderstood(key: unknown, value: unknown): boolean {
  if (texts.has(key)) return typeof value === 'string';
  if (numbers.has(key)) return Number.isSafeInteger(value) && Number(value) >= 0;
  return typeof key === 'number' && key >= ignorable;
}

/**
 * `issuer` is the unit whose key signed. Undefined when a claim is missing, has another type, says another unit, or would have to be
 * understood and is not: nothing half understood is shown as valid. A kind that is younger than this verifier is a result like others.
 */
export function fromMap(map: unknown, issuer: string): Claims | undefined {
  if (!(map instanceof Map)) return undefined;
  for (const [key, value] of map) if (!isUnderstood(key, value)) return undefined;
  const text = (key: number) => map.get(key) as string | undefined;
  const whole = (key: number) => map.get(key) as number | undefined;
  const kind = kinds[whole(k.kind) as keyof typeof kinds] ?? 'result';
  const [number, subject, dossier, title] = [text(k.number), text(k.subject), text(k.dossier), text(k.title) ?? usualTitles[kind]];
  const [issuedAt, status, expires] = [whole(k.issuedAt), whole(k.status), whole(k.expires)];
  if (number === undefined || subject === undefined || dossier === undefined || title === undefined) return undefined;
  if (issuedAt === undefined || status === undefined || !map.has(k.kind) || (text(k.issuer) ?? issuer) !== issuer) return undefined;
  return {
    issuer,
    number,
    title,
    subject,
    dossier,
    kind,
    status,
    note: text(k.note) ?? '',
    onBehalf: text(k.onBehalf) ?? '',
    conditions: text(k.conditions) ?? '',
    people: text(k.people) ?? '',
    notBefore: moment(whole(k.notBefore) ?? issuedAt),
    issuedAt: moment(issuedAt),
    expires: expires === undefined ? null : moment(expires),
  };
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

export function moment(since: number): Date {
  return new Date(since * 1000);
}
