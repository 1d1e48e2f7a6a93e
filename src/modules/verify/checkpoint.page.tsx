import { Button, Buttons, Icon, Notice, Page } from '#design/index.ts';
import type { Child } from 'hono/jsx';
import { type Origin, scannerFiles, Words } from './scanner.tsx';

/** The verifier of a checkpoint: the camera fills the screen, and then the verdict does. */
export function CheckpointPage({ origin }: { origin: Origin }) {
  return (
    <Page title="Chốt kiểm soát" kind="app" styles="checkpoint.css" islands={['checkpoint']} installable>
      <main id="noi-dung" class="cp" data-verify {...scannerFiles(origin)}>
        <h1 class="hidden">Chốt kiểm soát giấy tờ</h1>
        <header class="cp-top">
          <a class="cp-key" href="/xac-thuc">
            <Icon name="cross" />
            Ra
          </a>
          <button class="cp-key cp-age" type="button" data-open="machine">
            <span data-age>Đang mở…</span>
          </button>
        </header>
        <p class="cp-alarm" role="alert" data-alarm hidden></p>
        <section class="cp-camera" aria-label="Máy ảnh">
          <video data-video playsinline></video>
          <div class="cp-frame" aria-hidden="true"></div>
          <p class="cp-hint" role="status" data-hint>
            Đang mở máy ảnh…
          </p>
          <button class="button cp-start" type="button" data-start hidden>
            Mở máy ảnh
          </button>
          <noscript>
            <Notice kind="warning">Trang này cần máy ảnh và JavaScript. Không có thì dán mã ở trang Xác thực.</Notice>
          </noscript>
        </section>
        <section class="cp-verdict" aria-label="Kết luận" data-verdict hidden></section>
        <nav class="cp-bar" aria-label="Việc ở chốt">
          <button class="cp-key" type="button" data-torch aria-pressed="false" hidden>
            Đèn
          </button>
          <button class="cp-key" type="button" data-open="typed">
            Dán mã
          </button>
          <button class="cp-key" type="button" data-open="book">
            <span>
              Sổ quét <b data-waiting></b>
            </span>
          </button>
          <button class="cp-key" type="button" data-open="machine">
            Máy này
          </button>
        </nav>
        <Typed />
        <Book />
        <Machine />
      </main>
      <JudgedParts />
      <Words />
    </Page>
  );
}

/** What stands under a verdict, filled in by the island. */
function JudgedParts() {
  return (
    <template id="judged">
      <div class="cp-plate" data-plate></div>
      <div class="cp-compare" data-compare>
        <p>Xe mang đúng biển số này?</p>
        <div class="cp-two">
          <button class="button" type="button" data-same>
            <Icon name="check" /> Đúng biển số
          </button>
          <button class="button" type="button" data-differs>
            <Icon name="cross" /> Khác biển số
          </button>
        </div>
      </div>
      <p class="cp-answer" role="status" data-answer hidden></p>
      <div data-facts></div>
      <form class="cp-type" data-type>
        <label for="plate">Hoặc gõ biển số trên xe</label>
        <div>
          <input id="plate" name="plate" autocomplete="off" autocapitalize="characters" maxlength={20} />
          <button class="button second">So</button>
        </div>
      </form>
      <p class="cp-trust" data-trust></p>
      <div class="cp-next">
        <button class="button" type="button" data-next>
          Quét tiếp
        </button>
      </div>
    </template>
  );
}

function Sheet({ name, title, children }: { name: string; title: string; children?: Child }) {
  return (
    <dialog class="cp-sheet" data-sheet={name} aria-labelledby={`sheet-${name}`}>
      <div class="cp-head">
        <h2 id={`sheet-${name}`}>{title}</h2>
        <button class="cp-key" type="button" data-close>
          <Icon name="cross" />
          Đóng
        </button>
      </div>
      {children}
    </dialog>
  );
}

const placeReason = 'Để biết một tờ giấy có bị dùng ở hai nơi quá xa nhau không. Chỉ ghi lúc quét, không theo dõi đường đi.';

function Typed() {
  return (
    <Sheet name="typed" title="Dán mã để kiểm tra">
      <form data-typed>
        <div class="field">
          <label for="typed">Cả đoạn mã, hoặc địa chỉ trong mã QR</label>
          <div class="help" id="typed-help">
            Chép từ tin nhắn hay từ ảnh chụp giấy. Cả đoạn mới kiểm tra được, cả khi không có mạng. Tám chữ in cạnh mã QR chỉ để so bằng mắt với «Mã ngắn» máy
            hiện sau khi quét.
          </div>
          <textarea id="typed" name="code" rows={5} aria-describedby="typed-help" autocomplete="off" autocapitalize="characters"></textarea>
        </div>
        <p class="error" role="alert" data-said hidden></p>
        <Buttons>
          <Button>Kiểm tra</Button>
        </Buttons>
      </form>
    </Sheet>
  );
}

function Book() {
  return (
    <Sheet name="book" title="Sổ quét">
      <form data-enrol hidden>
        <p>
          Máy này chưa nối vào chốt nào nên không ghi gì lại. Cán bộ phụ trách chốt đưa một mã tám chữ (hoặc mã QR) để nối máy vào chốt; từ đó mỗi lần quét được
          ghi vào sổ, ký bằng khóa riêng của máy và tự gửi khi có mạng.
        </p>
        <div class="field">
          <label for="chot">Mã nối máy</label>
          <input id="chot" name="chot" class="short" autocomplete="off" autocapitalize="characters" maxlength={12} />
        </div>
        <div class="field">
          <label for="ten">Tên cán bộ hoặc tên máy</label>
          <input id="ten" name="ten" autocomplete="name" maxlength={80} />
        </div>
        <p class="error" role="alert" data-said hidden></p>
        <Buttons>
          <Button>Nối máy vào chốt</Button>
        </Buttons>
      </form>
      <div data-own hidden>
        <div class="cp-ask" data-ask-place hidden>
          <b>Ghi cả vị trí lúc quét?</b> {placeReason}
          <div class="cp-two">
            <button class="button" type="button" data-place-yes>
              Ghi vị trí
            </button>
            <button class="button second" type="button" data-place-no>
              Không ghi
            </button>
          </div>
        </div>
        <p class="big" data-checkpoint></p>
        <p data-count role="status"></p>
        <button class="button" type="button" data-send>
          Gửi ngay
        </button>
        <h3>Hôm nay</h3>
        <ol class="cp-scans" data-scans></ol>
      </div>
    </Sheet>
  );
}

function Machine() {
  return (
    <Sheet name="machine" title="Máy này">
      <p data-lists></p>
      <p data-clock hidden class="notice warning"></p>
      <button class="button" type="button" data-update>
        Cập nhật ngay
      </button>
      <p role="status" data-updated></p>
      <form data-settings>
        <fieldset>
          <legend>Màn hình</legend>
          {(
            [
              ['auto', 'Theo máy'],
              ['day', 'Ban ngày'],
              ['night', 'Ban đêm'],
            ] as const
          ).map(([value, words]) => (
            <label class="choice">
              <input type="radio" name="light" value={value} /> {words}
            </label>
          ))}
        </fieldset>
        <label class="choice">
          <input type="checkbox" name="sound" /> Đọc to kết luận
        </label>
        <label class="choice">
          <input type="checkbox" name="place" />
          <span>Ghi cả vị trí vào sổ quét. Để biết một tờ giấy có bị dùng ở hai nơi xa nhau không; chỉ ghi lúc quét, không theo dõi đường đi.</span>
        </label>
      </form>
      <div data-install>
        <h3>Để ngoài màn hình chính</h3>
        <button class="button second" type="button" data-install-now hidden>
          Cài vào máy
        </button>
        <p>Mở menu của trình duyệt, chọn «Thêm vào màn hình chính». Từ đó mở được như một ứng dụng, cả khi không có mạng.</p>
      </div>
    </Sheet>
  );
}
