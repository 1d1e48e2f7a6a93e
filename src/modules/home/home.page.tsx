import { Button, Page } from '#design/index.ts';

/** The front page: one big question, the six things people ask for most, and the other doors. */
export function HomePage({ province, procedures, hours }: { province: string; procedures: readonly { code: string; name: string; plain: string }[]; hours: string }) {
  return (
    <Page title="Một Cửa" wide>
      <h1>Bạn cần làm việc gì?</h1>
      <p class="lead">Gõ bằng lời của mình, không cần dấu. Nộp một lần, biết hồ sơ đang ở đâu, kết quả ai cũng kiểm tra được.</p>
      <form action="/dich-vu-cong" method="get" class="search" role="search">
        <div>
          <label for="q">Tìm thủ tục</label>
          <input id="q" name="q" type="search" autocomplete="off" placeholder="ví dụ: ban sao giay khai sinh" />
        </div>
        <Button>Tìm</Button>
      </form>
      <h2>Nhiều người hỏi</h2>
      <ul class="tiles">
        {procedures.map(({ code, name, plain }) => (
          <li>
            <a href={`/dich-vu-cong/${code}`}>
              <b>{name}</b>
              {plain}
            </a>
          </li>
        ))}
      </ul>
      <h2>Việc khác</h2>
      <ul class="tiles">
        <li>
          <a href="/tra-cuu">
            <b>Hồ sơ của tôi đang ở đâu?</b>
            Gõ mã trên giấy hẹn và số điện thoại đã khai.
          </a>
        </li>
        <li>
          <a href="/xac-thuc">
            <b>Giấy này thật hay giả?</b>
            Quét mã QR trên giấy; mở một lần rồi thì không cần mạng.
          </a>
        </li>
        <li>
          <a href="/dich-vu-cong/lam-tiep">
            <b>Làm tiếp hồ sơ đã lưu</b>
            Dùng mã bản lưu, trên bất kỳ điện thoại nào.
          </a>
        </li>
      </ul>
      <h2>Đến tận nơi</h2>
      <p>
        Bộ phận một cửa của xã, phường và các sở ở {province} làm việc {hours}. Không cần điền tờ khai trước: cán bộ nhập giúp.
      </p>
    </Page>
  );
}
