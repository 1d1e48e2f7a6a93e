import type { Figure } from './figures.ts';
import { answers, type Base, communes, formPath, procedureCode, review } from './province.ts';
import { type Cost, phone } from './wire.ts';

const page = 14_000;
const filing = 60_000;
const islands = 10_000;
const shell = 450_000;

const pages: [name: string, path: string][] = [
  ['home', '/'],
  ['search', `/dich-vu-cong?q=${encodeURIComponent('giấy khai sinh')}`],
  ['procedure', `/dich-vu-cong/${procedureCode}`],
  ['form', formPath],
];

/** What each page costs a phone that comes for the first time, and what a whole filing costs it. */
export async function weighPages(url: string, base: Base): Promise<Figure[]> {
  const figures: Figure[] = [];
  let heaviest = { name: 'none', bytes: 0 };
  for (const [name, path] of pages) {
    const first = phone(url);
    const cost = await first.cost((visitor) => visitor.open(path));
    if (first.visitor.status !== 200) throw new Error(`${path} answers ${first.visitor.status}`);
    figures.push(weight(name, cost));
    const bytes = await first.islands();
    if (bytes > heaviest.bytes) heaviest = { name, bytes };
  }
  const whole = await weighFiling(url, base);
  const app = await weighApp(url);
  return [
    ...figures,
    weight('receipt (with the answer to sending)', whole.receipt),
    {
      name: 'islands, most on one page',
      value: kilo(heaviest.bytes),
      unit: 'kB',
      limit: kilo(islands),
      at: 'most',
      note: `${heaviest.name}; only with script on`,
    },
    {
      name: 'whole filing, both directions',
      value: kilo(whole.total.received + whole.total.sent),
      unit: 'kB',
      limit: kilo(filing),
      at: 'most',
      note: `${told(whole.total)}: ${whole.parts}; without photos`,
    },
    {
      name: 'checkpoint app, taken along once',
      value: kilo(app.once),
      unit: 'kB',
      limit: kilo(shell),
      at: 'most',
      note: 'pages, scripts, reader of codes, worker, lists',
    },
    {
      name: 'checkpoint app, shell of every later visit',
      value: app.again,
      unit: 'B',
      limit: 0,
      at: 'most',
      note: 'what its two pages and its worker answer to «is there news?»',
    },
    { name: 'looking it up later by code and phone', value: kilo(whole.later.received + whole.later.sent), unit: 'kB', at: 'most', note: told(whole.later) },
  ];
}

/** What the service worker takes along at the first visit, and what asking after it costs when nothing is new. */
async function weighApp(url: string): Promise<{ once: number; again: number }> {
  const { cost, visitor } = phone(url);
  const shellPages = ['/xac-thuc', '/xac-thuc/chot', '/xac-thuc/sw.js'];
  const named = new Set(['/xac-thuc/khoa', '/xac-thuc/thu-hoi']);
  const tags = new Map<string, string>();
  const { received } = await cost(async () => {
    for (const path of shellPages) {
      const answer = await visitor.raw(path);
      tags.set(path, answer.headers.get('etag') ?? '');
      for (const asset of (await answer.text()).match(/\/tai-nguyen\/[\w.-]+/g) ?? []) if (!asset.endsWith('.woff2')) named.add(asset);
    }
    for (const path of named) await visitor.raw(path);
  });
  let again = 0;
  for (const [path, tag] of tags) again += (await (await visitor.raw(path, { headers: { 'if-none-match': tag } })).arrayBuffer()).byteLength;
  return { once: received, again };
}

type Walk = { receipt: Cost; later: Cost; total: Cost; parts: string };

/** The way a person walks: each page leads to the next; the receipt leads to where the dossier stands. */
async function weighFiling(url: string, base: Base): Promise<Walk> {
  const citizen = phone(url);
  const fields = await answers(base.db);
  const [unit = ''] = await communes(phone(url).visitor);
  const steps: [string, Cost][] = [];
  for (const [name, path] of pages) steps.push([name, await citizen.cost((visitor) => visitor.open(path))]);
  steps.push(['review', await citizen.cost((visitor) => review(visitor, { ...fields, unit }))]);
  const receipt = await citizen.cost((visitor) => visitor.press('Gửi hồ sơ'));
  const code = citizen.visitor.$('.big').first().text().trim();
  if (!/-\d{4,}$/.test(code)) throw new Error(`no receipt: ${citizen.visitor.text.slice(0, 400)}`);
  steps.push(['send and receipt', receipt], ['track', await citizen.cost((visitor) => visitor.follow('Xem hồ sơ đang ở đâu'))]);
  if (!citizen.visitor.text.includes(code)) throw new Error(`the dossier is not shown: ${citizen.visitor.text.slice(0, 400)}`);
  return {
    receipt,
    later: await lookUpLater(url, code, fields['applicant.phone'] ?? ''),
    total: steps.map(([, cost]) => cost).reduce(sum),
    parts: steps.map(([name, { received, sent }]) => `${name} ${kilo(received + sent).toFixed(1)}`).join(', '),
  };
}

/** On another phone, with the code from the receipt and the phone number. */
async function lookUpLater(url: string, code: string, number: string): Promise<Cost> {
  const other = phone(url);
  const asked = await other.cost((visitor) => visitor.open('/tra-cuu'));
  const shown = await other.cost((visitor) => visitor.press('Xem hồ sơ', { ma: code, phone: number }));
  if (!other.visitor.text.includes(code)) throw new Error(`the dossier could not be looked up: ${other.visitor.text.slice(0, 400)}`);
  return sum(asked, shown);
}

function sum(a: Cost, b: Cost): Cost {
  return { received: a.received + b.received, sent: a.sent + b.sent, requests: a.requests + b.requests };
}

function weight(name: string, cost: Cost, note?: string): Figure {
  return {
    name: `${name}, first visit`,
    value: kilo(cost.received),
    unit: 'kB',
    limit: kilo(page),
    at: 'most',
    note: [told(cost), note].filter(Boolean).join('; '),
  };
}

function told({ requests }: Cost): string {
  return requests === 1 ? '1 request' : `${requests} requests`;
}

function kilo(bytes: number): number {
  return bytes / 1000;
}
