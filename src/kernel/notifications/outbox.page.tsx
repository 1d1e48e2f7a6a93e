import { EmptyState, Notice, Page, Pager, Table, Tag } from '#design/index.ts';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/actor.ts';
import type { Message, MessageStatus } from './store.ts';

type Props = { actor: Officer | undefined; messages: readonly Message[]; page: number; more: boolean; sendsMail: boolean };

export function OutboxPage({ actor, messages, page, more, sendsMail }: Props) {
  return (
    <Page title="Hộp thư đi" kind={actor ? 'officer' : 'citizen'} actor={actor} here="/quan-tri">
      <h1>Hộp thư đi</h1>
      <Simulation sendsMail={sendsMail} />
      {messages.length === 0 ? (
        <EmptyState title="Chưa có tin nào">
          <p>Khi một hồ sơ được nộp hoặc có việc mới, tin báo cho người dân sẽ nằm ở đây.</p>
        </EmptyState>
      ) : (
        <Table caption="Tin báo đã gửi và chờ gửi, mới nhất trước" columns={columns} rows={messages} />
      )}
      <Pager page={page} more={more} href={(to) => `/quan-tri/hop-thu-di?trang=${to}`} />
    </Page>
  );
}

function Simulation({ sendsMail }: { sendsMail: boolean }) {
  return (
    <Notice kind={sendsMail ? 'info' : 'warning'}>
      {!sendsMail && <p>Máy này chưa nối với máy chủ thư: thư điện tử không gửi đi đâu cả, chỉ nằm ở trang này để xem.</p>}
      <p>Tin nhắn SMS đang chạy mô phỏng: không tin nào tới điện thoại, nội dung chỉ nằm ở trang này.</p>
    </Notice>
  );
}

const columns = [
  { title: 'Lúc', cell: ({ createdAt }: Message) => formatDateTime(createdAt) },
  { title: 'Gửi tới', cell: (message: Message) => <Receiver message={message} /> },
  { title: 'Nội dung', cell: (message: Message) => <Words message={message} /> },
  { title: 'Tình trạng', cell: (message: Message) => <Status message={message} /> },
];

const ways = { email: 'Thư điện tử', sms: 'SMS', none: 'Không có địa chỉ' };

function Receiver({ message: { toName, toAddress, channel } }: { message: Message }) {
  return (
    <>
      {toName}
      <br />
      <small>{toAddress ? `${ways[channel]}: ${toAddress}` : ways[channel]}</small>
    </>
  );
}

function Words({ message: { subject, body } }: { message: Message }) {
  return (
    <details>
      <summary>{subject}</summary>
      {body.split('\n').map((line) => (
        <p>{line}</p>
      ))}
    </details>
  );
}

const words: Record<MessageStatus, { kind: 'plain' | 'good' | 'warn' | 'bad'; text: string }> = {
  queued: { kind: 'plain', text: 'Đang chờ gửi' },
  sent: { kind: 'good', text: 'Đã gửi' },
  failed: { kind: 'bad', text: 'Không gửi được' },
  'no-address': { kind: 'warn', text: 'Người dân không để lại địa chỉ' },
  simulated: { kind: 'warn', text: 'Mô phỏng: chỉ nằm ở đây' },
};

function Status({ message: { status, error, attempts } }: { message: Message }) {
  const { kind, text } = words[status];
  const trouble = status === 'queued' && attempts > 0 ? `, đã thử ${attempts} lần` : '';
  return (
    <>
      <Tag kind={kind}>{`${text}${trouble}`}</Tag>
      {error && <small> {error}</small>}
    </>
  );
}
