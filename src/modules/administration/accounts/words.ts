import { formatDateTime } from '#kernel/calendar/index.ts';
import type { AccountLine, Role } from '#kernel/identity/index.ts';

const names: Record<Role, string> = {
  desk: 'một cửa',
  'civil-status': 'tư pháp - hộ tịch',
  specialist: 'chuyên viên',
  leader: 'lãnh đạo ký',
  clerk: 'văn thư',
  checkpoint: 'chốt kiểm soát',
  admin: 'quản trị',
  auditor: 'kiểm soát',
};

export function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => names[role]).join(', ');
}

/** Whether the account can be used now, in the administrator's words. */
export function stateOf(account: AccountLine): string {
  if (account.disabledAt) return `Đã khoá: ${account.disabledWhy ?? 'không ghi lý do'}`;
  if (account.lockedUntil) return `Tạm khoá vì gõ sai, đến ${formatDateTime(account.lockedUntil)}`;
  if (!account.enrolled) return 'Chưa ghi danh ứng dụng tạo mã';
  return account.mustChangePassword ? 'Đang dùng mật khẩu tạm' : 'Dùng được';
}
