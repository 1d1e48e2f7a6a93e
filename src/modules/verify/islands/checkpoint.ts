// Why: a checkpoint judges paper after paper by camera, at night, without signal; none of that can be done by a server.
import { type Log, openLog } from './book/log.ts';
import { suspicionOf } from './book/send.ts';
import { openScanner, type Scanner } from './camera/scanner.ts';
import type { Conclusion } from './knowing/conclude.ts';
import { type BookSheet, listenToBook } from './sheets/book.ts';
import { listenToMachine } from './sheets/machine.ts';
import { listenToSheets, openSheet } from './sheets/sheet.ts';
import { listenToTyped } from './sheets/typed.ts';
import { codeInAddress, findPlace, type Place, takeAlong } from './view/place.ts';
import { openSettings, type Settings } from './view/settings.ts';
import { speak, spelled, vibrate } from './view/signals.ts';
import { type Judged, showVerdict, thankForPlate } from './view/verdict-screen.ts';
import { ageWords, claimRows, clockDoubt, clockWords, shortAge } from './view/words.ts';

type Post = { place: Place; root: HTMLElement; screen: HTMLElement; settings: Settings; log: Log; scanner: Scanner; showSheet(name: string): Promise<void> };

const place = findPlace();
if (place) begin(place);

/** Fingers are listened to from the first moment, also while what this phone keeps is still being read. */
function begin(place: Place): void {
  const root = place.box;
  const ready = setUp(place);
  listenToTyped(sheetOf(root, 'typed'), (code) => {
    void ready.then((post) => {
      post.scanner.hold(true);
      return judge(post, code, performance.now());
    });
  });
  listenToSheets(
    root,
    (name) => void ready.then((post) => post.showSheet(name)),
    (covered) => void ready.then(({ scanner }) => (scanner.pause(covered), covered ? undefined : scanner.start())),
  );
  takeAlong(place);
  void navigator.storage?.persist?.().catch(() => undefined);
}

async function setUp(place: Place): Promise<Post> {
  const root = place.box;
  const log = await openLog(place.knowledge.now, () => void refresh());
  const { settings, allowPlace } = await openSettings(find(root, 'settings') as HTMLFormElement, ({ place: allowed }) => {
    log.place.follow(allowed && !!log.device());
    void refresh();
  });
  if (log.device()) log.place.follow(settings.place);
  const parts = { video: find(root, 'video') as HTMLVideoElement, hint: find(root, 'hint'), start: find(root, 'start'), torch: find(root, 'torch') };
  const scanner = openScanner(parts, { worker: place.url('worker'), wasm: place.url('readerWasm') }, ({ text, at }) => void judge(post, text, at));
  const machine = listenToMachine(sheetOf(root, 'machine'), place.knowledge, () => void refresh());
  const showSheet = (name: string) => (name === 'machine' ? machine.show() : refresh());
  const post: Post = { place, root, screen: find(root, 'verdict'), settings, log, scanner, showSheet };
  const book = bookOf(post, { refresh: () => void refresh(), allowPlace });

  async function refresh(): Promise<void> {
    await showStanding(post);
    await book.show({ device: log.device(), book: log.book(), sent: log.sent(), askPlace: !settings.asked });
  }

  await refresh();
  openAddress(post, book);
  addEventListener('hashchange', () => openAddress(post, book));
  const update = () => void place.knowledge.update().then(refresh);
  for (const event of ['online', 'focus']) addEventListener(event, update);
  setInterval(update, 5 * 60_000);
  update();
  return post;
}

function find(root: HTMLElement, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-${name}]`);
  if (!found) throw new Error(`the page has no ${name}`);
  return found;
}

function sheetOf(root: HTMLElement, name: string): HTMLDialogElement {
  return root.querySelector<HTMLDialogElement>(`[data-sheet="${name}"]`) ?? document.createElement('dialog');
}

function bookOf({ root, place, log, scanner, settings }: Post, { refresh, allowPlace }: { refresh(): void; allowPlace(yes: boolean): void }): BookSheet {
  return listenToBook(sheetOf(root, 'book'), place.knowledge.now, {
    enrolled(device) {
      log.belong(device);
      log.place.follow(settings.place);
      history.replaceState(null, '', location.pathname);
      refresh();
      void scanner.start();
    },
    send: () => void log.send(),
    allowPlace,
  });
}

/** `#chot=CODE` brings a phone to a checkpoint; any other code is a paper that the phone's own camera app has read. */
function openAddress(post: Post, book: BookSheet): void {
  const code = codeInAddress();
  const [, enrolment] = /^chot=(.+)$/.exec(code) ?? [];
  if (enrolment) {
    book.fillCode(enrolment);
    openSheet(post.root, 'book');
  } else {
    void post.scanner.start();
    if (code && code !== 'chot') void judge(post, code, performance.now());
  }
}

async function judge(post: Post, text: string, at: number): Promise<void> {
  const { knowledge } = post.place;
  const conclusion = await knowledge.judge(text);
  if (!conclusion) return sound(post, 'doubtful', show(post, { ...nothing, kind: 'doubtful', sentence: ageWords(await knowledge.standing()) }));
  const suspect = conclusion.verdict === 'valid' && conclusion.claims ? await suspicionOf(conclusion.claims.status) : undefined;
  const kind = suspect ? suspect.why : (conclusion.doubt ?? conclusion.verdict);
  const judged = await judgedOf(post, conclusion, text, kind);
  const title = show(post, suspect ? { ...judged, sentence: suspect.words } : judged);
  timeSince(post.screen, at);
  sound(post, kind, title, judged.plate);
  post.log.note(conclusion.verdict === 'unreadable' ? '' : text, conclusion.claims?.subject ?? '', conclusion.verdict, conclusion);
}

const nothing: Judged = { kind: 'unreadable', plate: '', rows: [], claims: undefined, age: { words: '', fine: true } };

async function judgedOf({ place }: Post, conclusion: Conclusion, text: string, kind: string): Promise<Judged> {
  const { claims, issuerName = '' } = conclusion;
  const standing = await place.knowledge.standing();
  const plate = claims?.kind === 'vehicle-pass' ? claims.subject : '';
  const rows = claims ? claimRows(claims, issuerName, text, place.provinceName).filter(([name]) => !plate || name !== 'Biển số') : [];
  const words = [ageWords(standing), clockDoubt(conclusion)].filter(Boolean).join(' ');
  return {
    kind,
    claims,
    plate,
    // An end is only as sure as the clock: the officer sees what this phone believes the time to be.
    rows: conclusion.verdict === 'expired' ? [...rows, ['Đồng hồ máy này', clockWords(conclusion.clock.now)]] : rows,
    age: { words, fine: standing.trust?.state === 'fresh' && conclusion.clock.state === 'right' },
  };
}

function show(post: Post, judged: Judged): string {
  return showVerdict(post.screen, judged, {
    compared(same) {
      post.log.comparePlate(same);
      if (same) return thankForPlate(post.screen);
      const sentence = `Giấy ghi biển số ${judged.plate}. Xe đang đứng đây mang biển số khác.`;
      sound(post, 'other-vehicle', show(post, { ...judged, kind: 'other-vehicle', sentence }));
    },
    next() {
      post.screen.hidden = true;
      post.scanner.hold(false);
      history.replaceState(null, '', location.pathname);
      void post.scanner.start();
    },
  });
}

/** After the eye, the fingers and ears: opening the speaker must not hold up the picture. */
function sound({ settings }: Post, kind: string, title: string, plate = ''): void {
  afterPaint(() => {
    vibrate(kind);
    if (settings.sound) speak(kind, plate ? `${title}. Biển số ${spelled(plate)}` : title);
  });
}

/** From the frame to the painted verdict, in milliseconds, where whoever measures finds it. */
function timeSince(screen: HTMLElement, at: number): void {
  afterPaint(() => (screen.dataset.took = String(Math.round(performance.now() - at))));
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work, 0));
}

async function showStanding({ place, root, log }: Post): Promise<void> {
  const standing = await place.knowledge.standing();
  const [age, alarm, waiting] = [find(root, 'age'), find(root, 'alarm'), find(root, 'waiting')];
  age.textContent = shortAge(standing);
  age.className = standing.trust?.state ?? 'too-old';
  const words = [clockDoubt(standing), standing.trust?.state === 'fresh' ? '' : ageWords(standing)].filter(Boolean).join(' ');
  if (alarm.textContent !== words) alarm.textContent = words;
  alarm.hidden = !words;
  waiting.textContent = log.sent().waiting > 0 ? `${log.sent().waiting} chưa gửi` : '';
}
