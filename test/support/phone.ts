import { createHash } from 'node:crypto';

type Fetch = (request: Request) => Response | Promise<Response>;

/** One entry of the log, as the phone says it. */
export type Said = {
  v: number;
  device: string;
  seq: number;
  prev: string;
  at: string;
  verdict: string;
  code: string;
  plate: 'same' | 'differs' | null;
  place: [number, number, number] | null;
  clock: 'sure' | 'doubtful';
  listsDays: number;
};
export type SignedEntry = { payload: string; signature: string };
export type Answer = {
  status: number;
  upTo: number;
  refused: { seq: number; why: string }[];
  suspects: { status: number; since: string; words: string }[];
  detail?: string;
};

/** A phone at a checkpoint: signs what it scans as the verifier page does, with a clock of its own. */
export class Phone {
  device = '';
  checkpoint: { id: string; name: string; place: [number, number] | null } | undefined;
  readonly log: SignedEntry[] = [];
  /** How many minutes the phone's clock is ahead of the right time. */
  ahead = 0;
  #head = '';
  readonly #keys: CryptoKeyPair;
  readonly #fetch: Fetch;
  readonly #now: () => Date;

  private constructor(fetch: Fetch, now: () => Date, keys: CryptoKeyPair) {
    this.#fetch = fetch;
    this.#now = now;
    this.#keys = keys;
  }

  static async make(province: { fetch: Fetch; platform: { now(): Date } }): Promise<Phone> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    return new Phone(province.fetch, () => province.platform.now(), keys);
  }

  /** Enrols with the code an officer handed out; answers the status. */
  async enrol(code: string, name = 'Máy thử'): Promise<number> {
    const key = Buffer.from(await crypto.subtle.exportKey('raw', this.#keys.publicKey)).toString('base64url');
    const response = await this.post('/xac-thuc/so/dang-ky', { code, key, name });
    if (!response.ok) return response.status;
    const answer = (await response.json()) as { device: string; checkpoint: NonNullable<Phone['checkpoint']> };
    this.device = answer.device;
    this.checkpoint = answer.checkpoint;
    return response.status;
  }

  get clock(): Date {
    return new Date(this.#now().getTime() + this.ahead * 60_000);
  }

  /** Writes a scan into the log. */
  async scan(code: string, { verdict = 'valid', ...said }: Partial<Said> = {}): Promise<SignedEntry> {
    const entry = {
      v: 1,
      device: this.device,
      seq: this.log.length + 1,
      prev: this.#head,
      at: this.clock.toISOString(),
      verdict,
      code,
      plate: null,
      place: null,
      clock: 'sure',
      listsDays: 0,
      ...said,
    } satisfies Said;
    const signed = await this.sign(entry);
    this.#head = createHash('sha256').update(Buffer.from(signed.payload, 'base64url')).digest('base64url');
    this.log.push(signed);
    return signed;
  }

  async sign(said: unknown): Promise<SignedEntry> {
    const bytes = new TextEncoder().encode(typeof said === 'string' ? said : JSON.stringify(said));
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.#keys.privateKey, bytes);
    return { payload: Buffer.from(bytes).toString('base64url'), signature: Buffer.from(signature).toString('base64url') };
  }

  /** Sends entries, the whole log when none are named. */
  async send(entries: readonly SignedEntry[] = this.log, device = this.device): Promise<Answer> {
    const response = await this.post('/xac-thuc/so', { device, sentAt: this.clock.toISOString(), entries });
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  }

  async post(path: string, body: unknown): Promise<Response> {
    return this.#fetch(new Request(`http://localhost${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
  }
}

/** What an entry says. */
export function read(entry: SignedEntry): Said {
  return JSON.parse(Buffer.from(entry.payload, 'base64url').toString('utf8')) as Said;
}
