import { Icon, type IconName, idOf, LinkButton, Page, TeaHills } from '#design/index.ts';
import type { Door, HoursLine } from './opening-hours.ts';

export type HomeProps = {
  province: string;
  procedures: readonly { code: string; name: string; edition: { plain: string } | null }[];
  communes: number;
  week: readonly HoursLine[];
  door: Door | undefined;
};

/** The front page: one question, the ways in, what people come for most, and where to go when the phone is not enough. */
export function HomePage({ province, procedures, communes, week, door }: HomeProps) {
  return (
    <Page title="Một Cửa" wide band={<Ask province={province} />}>
      <Doors />
      {procedures.length > 0 && <MostAsked procedures={procedures} />}
      <Desks communes={communes} week={week} door={door} />
      <Officers />
    </Page>
  );
}

function Ask({ province }: { province: string }) {
  return (
    <>
      <h1>Ông bà cần làm giấy tờ gì?</h1>
      <form action="/dich-vu-cong" method="get" role="search">
        <label for={idOf('q')}>Gõ việc cần làm bằng lời của mình, không cần dấu</label>
        <div class="search">
          <div>
            <input type="search" id={idOf('q')} name="q" maxlength={200} autocomplete="off" enterkeyhint="search" placeholder="giay khai sinh ban sao" />
          </div>
          <button class="button" type="submit">
            Tìm
          </button>
        </div>
      </form>
      <p>
        Mọi việc với chính quyền của {province.charAt(0).toLowerCase() + province.slice(1)} ở một nơi. <a href="/dich-vu-cong">Xem tất cả thủ tục</a>
      </p>
      <TeaHills />
    </>
  );
}

const doors: readonly { href: string; icon: IconName; title: string; words: string }[] = [
  { href: '/tra-cuu', icon: 'path', title: 'Hồ sơ của tôi đến đâu rồi?', words: 'Cần mã hồ sơ và số điện thoại đã khai. Có kết quả thì tải về tại đây.' },
  { href: '/dich-vu-cong/lam-tiep', icon: 'pen', title: 'Làm tiếp hồ sơ đang viết dở', words: 'Gõ mã đã lưu, làm tiếp được trên máy khác.' },
  {
    href: '/xac-thuc',
    icon: 'seal',
    title: 'Giấy này thật hay giả?',
    words: 'Quét mã QR trên giấy. Mở trang một lần rồi thì không có mạng vẫn kiểm tra được.',
  },
];

function Doors() {
  return (
    <ul class="tiles doors">
      {doors.map(({ href, icon, title, words }) => (
        <li>
          <a href={href}>
            <Icon name={icon} />
            <b>{title}</b>
            <span class="soft">{words}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function MostAsked({ procedures }: Pick<HomeProps, 'procedures'>) {
  return (
    <section>
      <h2>Việc nhiều người làm</h2>
      <ul class="tiles">
        {procedures.map(({ code, name, edition }) => (
          <li>
            <a href={`/dich-vu-cong/${code}`}>
              <b>{name}</b>
              <span class="soft">{edition?.plain}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Desks({ communes, week, door }: Pick<HomeProps, 'communes' | 'week' | 'door'>) {
  return (
    <section class="card">
      <h2>Không quen dùng điện thoại? Cứ ra bàn một cửa</h2>
      <p>Trụ sở Ủy ban nhân dân của cả {communes} xã, phường đều có bàn một cửa, cán bộ ở đó nhập hồ sơ giúp. Nhớ mang căn cước.</p>
      <dl class="facts">
        {week.map(({ days, hours }) => (
          <div>
            <dt>{days}</dt>
            <dd>{hours}</dd>
          </div>
        ))}
      </dl>
      {door && (
        <p class={door.open ? 'door open' : 'door'}>
          <Icon name={door.open ? 'check' : 'clock'} /> {door.words}. Ngày lễ, Tết nghỉ.
        </p>
      )}
    </section>
  );
}

function Officers() {
  return (
    <section class="quiet">
      <p>Dành cho cán bộ, công chức</p>
      <LinkButton kind="second" href="/can-bo">
        Đăng nhập làm việc
      </LinkButton>
    </section>
  );
}
