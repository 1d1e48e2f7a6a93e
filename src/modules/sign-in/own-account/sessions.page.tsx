import { Button, type Column, LinkButton, Page, Table } from '#design/index.ts';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Officer, OpenSession } from '#kernel/identity/index.ts';

const columns: Column<OpenSession>[] = [
  { title: 'Máy', cell: ({ agent, current }) => (current ? <strong>{deviceName(agent)} (máy này)</strong> : deviceName(agent)) },
  { title: 'Địa chỉ mạng', cell: ({ ip }) => ip },
  { title: 'Đăng nhập lúc', cell: ({ createdAt }) => formatDateTime(createdAt) },
  { title: 'Dùng lần cuối', cell: ({ lastSeenAt }) => formatDateTime(lastSeenAt) },
  { title: 'Kết thúc phiên', cell: ({ id }) => <EndForm id={id} /> },
];

export function SessionsPage({ actor, sessions }: { actor: Officer; sessions: readonly OpenSession[] }) {
  return (
    <Page title="Thiết bị đang đăng nhập" kind="officer" actor={actor} here="/can-bo/thiet-bi">
      <h1>Thiết bị đang đăng nhập</h1>
      <p>Thấy máy lạ thì bấm kết thúc rồi đổi mật khẩu ngay.</p>
      <Table caption="Các phiên đang mở" columns={columns} rows={sessions} />
      <LinkButton kind="second" href="/can-bo/mat-khau?tiep=/can-bo/thiet-bi">
        Đổi mật khẩu
      </LinkButton>
    </Page>
  );
}

function EndForm({ id }: { id: string }) {
  return (
    <form method="post" action="/can-bo/thiet-bi">
      <input type="hidden" name="session" value={id} />
      <Button kind="second">Kết thúc</Button>
    </form>
  );
}

/** Enough for a person to tell an own computer from a stranger's. */
function deviceName(agent: string): string {
  const browser = /(Edg|CocCoc|coc_coc_browser|OPR|SamsungBrowser|Firefox|Chrome|Safari)/i.exec(agent)?.[1] ?? 'Trình duyệt';
  const system = /(Android|iPhone|iPad|Windows|Mac OS|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', coc_coc_browser: 'Cốc Cốc', CocCoc: 'Cốc Cốc', OPR: 'Opera', SamsungBrowser: 'Samsung' };
  return system ? `${names[browser] ?? browser} trên ${system}` : (names[browser] ?? browser);
}
