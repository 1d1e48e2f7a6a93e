import { LinkButton, Page } from '#design/index.ts';

const words = {
  'not-found': ['Không tìm thấy', 'Địa chỉ này không có, hoặc mục này không dành cho bạn xem. Hãy xem lại địa chỉ hay mã đã gõ.'],
  forbidden: ['Bạn không có quyền vào đây', 'Việc này thuộc vai trò khác. Nếu công việc của bạn cần, hãy nhờ quản trị của cơ quan giao thêm vai trò.'],
  'signed-out': ['Phiên làm việc đã hết', 'Việc vừa gửi chưa được ghi. Hãy đăng nhập rồi làm lại; trang trước vẫn còn nội dung nếu bạn bấm quay lại.'],
  refused: ['Yêu cầu không được nhận', 'Trình duyệt gửi thiếu thông tin hoặc gửi từ trang khác. Hãy mở lại trang này rồi gửi lại.'],
  broken: ['Hệ thống gặp lỗi', 'Việc vừa gửi chưa được ghi. Xin chờ một phút rồi thử lại. Lỗi đã được ghi cho người quản trị.'],
} as const;

/** The one error page: what happened and what to do next, in plain words. */
export function ErrorPage({ kind }: { kind: keyof typeof words }) {
  const [title, lead] = words[kind];
  return (
    <Page title={title} kind="citizen">
      <h1>{title}</h1>
      <p>{lead}</p>
      <p>
        <LinkButton href="/">Về trang đầu</LinkButton>
      </p>
    </Page>
  );
}
