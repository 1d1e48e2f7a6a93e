import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { look } from './look.ts';
import { OfficerSide, type SideActor } from './officer-side.tsx';

/** What every page of this installation says of itself; hung up once at start. */
export type Sign = { province: string; demo: boolean /** By how many weeks the clock of the program is set back. */; weeksBack?: number | undefined };

let sign: Sign = { province: 'Tỉnh Thái Nguyên', demo: false };

export function hangSign(words: Sign): void {
  sign = words;
}

/** By how many weeks the clock of this installation is set back; 0 but for the demo of an old era. */
export function weeksBack(): number {
  return sign.weeksBack ?? 0;
}

export type PageProps = {
  title: string;
  /** `app`: the whole screen is the page's own. */
  kind?: 'citizen' | 'officer' | 'print' | 'app';
  /** The officer who is signed in; draws the side menu. */
  actor?: SideActor;
  /** The menu line this page belongs to. */
  here?: string;
  /** The whole width for the content, not the width that reads well. */
  wide?: boolean;
  /** A broad band across the page, above everything else: the front page asks its question there. */
  band?: Child;
  /** Browser code this page may use, by plain name; it works without. */
  islands?: readonly string[];
  /** A stylesheet of its own beside the house's, by plain name. */
  styles?: string;
  /** The page belongs to the verifier that can be put on the home screen. */
  installable?: boolean;
  children?: Child;
};

/** A whole document. Citizens' pages carry their stylesheet inside: one answer, one round trip, first paint on 2G. */
export function Page(props: PageProps) {
  const { title, kind = 'citizen', islands = [], wide } = props;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="vi" class={kind === 'officer' ? 'officer' : wide ? undefined : 'narrow'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title === 'Một Cửa' ? title : `${title} – Một Cửa`}</title>
          <meta name="theme-color" content="#0a6640" />
          <meta name="format-detection" content="telephone=no" />
          <link rel="icon" href={look().url('icon.svg')} />
          <style>{raw(look().citizenCss)}</style>
          {kind === 'officer' && <link rel="stylesheet" href={look().url('officer.css')} />}
          {props.styles && <link rel="stylesheet" href={look().url(props.styles)} />}
          {props.installable && <link rel="manifest" href={look().url('verify.webmanifest')} />}
          {props.installable && <link rel="apple-touch-icon" href={look().url('app-192.png')} />}
          {islands.map((name) => (
            <script type="module" src={look().url(`${name}.js`)}></script>
          ))}
        </head>
        <body>
          {kind === 'app' ? (
            props.children
          ) : (
            <>
              <a class="skip" href="#noi-dung">
                Đến nội dung chính
              </a>
              <Top here={props.here} />
              {kind === 'officer' && props.actor ? <OfficerBody {...props} actor={props.actor} /> : <CitizenBody {...props} />}
            </>
          )}
        </body>
      </html>
    </>
  );
}

function DemoRibbon() {
  return (
    <div class="demo">
      <div class="wrap">
        Bản trình diễn: mọi người, hồ sơ và chữ ký ở đây đều là mẫu, không có giá trị pháp lý.
        {sign.weeksBack && ` Ngày giờ lùi ${sign.weeksBack} tuần, về thời của bộ quy định.`}
      </div>
    </div>
  );
}

const ways = [
  ['/dich-vu-cong', 'Dịch vụ công'],
  ['/tra-cuu', 'Tra cứu'],
  ['/xac-thuc', 'Xác thực'],
  ['/can-bo', 'Cán bộ'],
] as const;

function Top({ here = '' }: { here: string | undefined }) {
  return (
    <header>
      {sign.demo && <DemoRibbon />}
      <div class="top">
        <div class="wrap">
          <a class="mark" href="/">
            <Door />
            <span>
              Một Cửa<small>{sign.province}</small>
            </span>
          </a>
          <nav aria-label="Chính">
            {ways.map(([href, words]) => (
              <a href={href} aria-current={here.startsWith(href) ? 'true' : undefined}>
                {words}
              </a>
            ))}
          </nav>
        </div>
      </div>
    </header>
  );
}

/** The mark of the house: an open door. */
function Door() {
  return (
    <svg width="34" height="34" viewBox="0 0 34 34" aria-hidden="true">
      <path d="M5 31V4h24v27" fill="none" stroke="currentColor" stroke-width="3" />
      <path d="M10 31V9l11-4v26z" fill="currentColor" />
      <circle cx="18" cy="18.5" r="1.5" fill="#fff" />
    </svg>
  );
}

function CitizenBody({ children, band }: PageProps) {
  return (
    <>
      <main id="noi-dung">
        {band && (
          <div class="band">
            <div class="wrap">{band}</div>
          </div>
        )}
        <div class="wrap">{children}</div>
      </main>
      <footer class="foot">
        <div class="wrap">
          <p>
            <b>Một Cửa</b>, {sign.province}
          </p>
          <p>Trang chạy được trên mọi điện thoại, không cần cài gì thêm. Chưa rõ chỗ nào, cứ ra bàn một cửa của xã, cán bộ giúp.</p>
        </div>
      </footer>
    </>
  );
}

function OfficerBody({ actor, here, children }: PageProps & { actor: SideActor }) {
  return (
    <div class="shell">
      <OfficerSide actor={actor} here={here} />
      <main id="noi-dung">{children}</main>
    </div>
  );
}
