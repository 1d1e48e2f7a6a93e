import { get, post, type Route } from '#kernel/web/index.ts';
import { disableAccount, endAccountSessions, listAccounts, resetAuthenticator, resetPassword, showAccount, unlockAccount } from './accounts/accounts.tsx';

/** Administration (quản trị): for now, the accounts of officers. */
export const administrationRoutes: readonly Route[] = [
  get('/quan-tri', ['admin'], listAccounts),
  get('/quan-tri/tai-khoan/:account', ['admin'], showAccount),
  post('/quan-tri/tai-khoan/:account/mo-khoa', ['admin'], unlockAccount),
  post('/quan-tri/tai-khoan/:account/khoa', ['admin'], disableAccount),
  post('/quan-tri/tai-khoan/:account/ket-thuc-phien', ['admin'], endAccountSessions),
  post('/quan-tri/tai-khoan/:account/mat-khau-tam', ['admin'], resetPassword),
  post('/quan-tri/tai-khoan/:account/ung-dung-tao-ma', ['admin'], resetAuthenticator),
];
