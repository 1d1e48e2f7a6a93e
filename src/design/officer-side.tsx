/** Who is signed in, as the side menu shows it. */
export type SideActor = { name: string; position: string; unitName: string; roles: readonly string[] };

/** Whoever meets dossiers; a police officer who keeps a checkpoint does not. */
const withDossiers = ['desk', 'specialist', 'civil-status', 'leader', 'clerk', 'admin', 'auditor'];

const lines = [
  { href: '/can-bo', words: 'Việc của tôi', roles: withDossiers },
  { href: '/can-bo/nhap', words: 'Nhập tại bàn', roles: ['desk'] },
  { href: '/can-bo/hang-loat', words: 'Xử lý hàng loạt', roles: ['desk', 'specialist', 'civil-status', 'leader', 'clerk'] },
  { href: '/can-bo/tu-dong-cap', words: 'Tự động cấp', roles: ['specialist', 'leader'] },
  { href: '/can-bo/ho-so', words: 'Tìm hồ sơ', roles: withDossiers },
  { href: '/can-bo/giay-phep', words: 'Hàng đợi giấy phép', roles: ['desk', 'specialist', 'leader', 'clerk', 'auditor'] },
  { href: '/can-bo/giay-phep/bang', words: 'Bảng giấy phép', roles: ['leader', 'specialist', 'clerk', 'desk', 'auditor'] },
  { href: '/can-bo/giay-phep/sap-het-han', words: 'Giấy sắp hết hạn', roles: ['leader', 'specialist', 'clerk', 'desk', 'auditor'] },
  { href: '/can-bo/phieu', words: 'Phiếu', roles: withDossiers },
  { href: '/can-bo/so-theo-doi', words: 'Sổ theo dõi', roles: ['desk', 'leader', 'auditor', 'clerk'] },
  { href: '/can-bo/chot', words: 'Chốt kiểm soát', roles: ['checkpoint', 'specialist', 'leader', 'admin', 'auditor'] },
  { href: '/xac-thuc/chot', words: 'Kiểm tra giấy', roles: ['checkpoint'] },
  { href: '/quan-tri', words: 'Quản trị', roles: ['admin'] },
];

/** The officer's side menu: what his roles may do, who he is, and the way out. */
export function OfficerSide({ actor, here }: { actor: SideActor; here: string | undefined }) {
  const mine = lines.filter(({ roles }) => roles.some((role) => actor.roles.includes(role)));
  return (
    <div class="side">
      <nav aria-label="Công việc">
        <p class="who">
          <b>{actor.name}</b>
          {actor.position}, {actor.unitName}
        </p>
        {/* On a narrow screen the menu opens by this box, without script; work comes first there. */}
        <input type="checkbox" id="danh-muc" class="hidden" />
        <label for="danh-muc" class="button second">
          Danh mục
        </label>
        <ul>
          {mine.map(({ href, words }) => (
            <li>
              <a href={href} aria-current={href === here ? 'page' : undefined}>
                {words}
              </a>
            </li>
          ))}
          <li>
            <a href="/can-bo/thiet-bi" aria-current={here === '/can-bo/thiet-bi' ? 'page' : undefined}>
              Tài khoản
            </a>
          </li>
          <li>
            <form method="post" action="/can-bo/dang-xuat">
              <button class="button plain" type="submit">
                Đăng xuất
              </button>
            </form>
          </li>
        </ul>
      </nav>
    </div>
  );
}
