import { get, post, type Route } from '#kernel/web/index.ts';
import { showDemoAccounts } from './demo-accounts/demo-accounts.tsx';
import { changePassword, showPassword } from './own-account/password.tsx';
import { enrol, showEnrolment } from './own-account/enrolment.tsx';
import { endSession, showSessions } from './own-account/sessions.tsx';
import { sendSignIn, showSignIn, signOut } from './sign-in/sign-in.tsx';

/** Pages by which an officer (cán bộ) comes in and goes out. A session that is not fully open yet is `anyone` to the guard, so those pages look at it themselves. */
export const signInRoutes: readonly Route[] = [
  get('/can-bo/dang-nhap', 'anyone', showSignIn),
  post('/can-bo/dang-nhap', 'anyone', sendSignIn),
  post('/can-bo/dang-xuat', 'anyone', signOut),
  get('/can-bo/mat-khau', 'anyone', showPassword),
  post('/can-bo/mat-khau', 'anyone', changePassword),
  get('/can-bo/xac-thuc-hai-lop', 'anyone', showEnrolment),
  post('/can-bo/xac-thuc-hai-lop', 'anyone', enrol),
  get('/can-bo/thiet-bi', 'officer', showSessions),
  post('/can-bo/thiet-bi', 'officer', endSession),
  get('/can-bo/tai-khoan-mau', 'anyone', showDemoAccounts),
];
