import { Button, Buttons, type Column, EmptyState, Field, Page, Pager, Table } from '#design/index.ts';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { AccountLine, Actor } from '#kernel/identity/index.ts';
import { roleNames, stateOf } from './words.ts';

type Props = { actor: Actor; find: string; page: number; accounts: readonly AccountLine[]; more: boolean };

const columns: Column<AccountLine>[] = [
  { title: 'Người', cell: ({ id, name }) => <a href={`/quan-tri/tai-khoan/${id}`}>{name}</a> },
  { title: 'Tên đăng nhập', cell: ({ login }) => login },
  { title: 'Đơn vị, chức vụ', cell: ({ unitName, title }) => (unitName ? `${title}, ${unitName}` : 'Chưa giao chức vụ') },
  { title: 'Vai trò', cell: ({ roles }) => roleNames(roles ?? []) },
  { title: 'Đăng nhập lần cuối', cell: ({ lastSignInAt }) => (lastSignInAt ? formatDateTime(lastSignInAt) : 'Chưa lần nào') },
  { title: 'Tình trạng', cell: stateOf },
];

export function AccountsPage({ actor, find, page, accounts, more }: Props) {
  return (
    <Page title="Tài khoản cán bộ" kind="officer" actor={actor.kind === 'officer' ? actor : undefined} here="/quan-tri">
      <h1>Tài khoản cán bộ</h1>
      <form method="get" action="/quan-tri">
        <Field name="tim" label="Tìm theo tên, đơn vị hay chức vụ" value={find} maxLength={100} />
        <Buttons>
          <Button kind="second">Tìm</Button>
        </Buttons>
      </form>
      {accounts.length === 0 ? (
        <EmptyState title="Không có tài khoản nào khớp" />
      ) : (
        <Table caption={find ? `Tài khoản khớp với «${find}»` : 'Mọi tài khoản'} columns={columns} rows={accounts} />
      )}
      <Pager page={page} more={more} href={(number) => `/quan-tri?${new URLSearchParams({ tim: find, trang: String(number) })}`} />
    </Page>
  );
}
