export { type Notice, type Notifications, openNotifications } from './notifications.ts';
export type { Message, MessageStatus } from './store.ts';
export { showOutbox } from './show-outbox.tsx';
