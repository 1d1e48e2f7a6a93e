import { get, getShared, post, type Route } from '#kernel/web/index.ts';
import { openShortAddress, sendKeyList, showCheckpoint, sendStatusList, showVerifier, verifySent } from './verify.tsx';

/** The public verifier (xác thực): the page, the lists it takes along, and the way without script. */
export const verifyRoutes: readonly Route[] = [
  getShared('/xac-thuc', showVerifier),
  getShared('/xac-thuc/chot', showCheckpoint),
  post('/xac-thuc', 'anyone', verifySent),
  get('/xac-thuc/khoa', 'anyone', sendKeyList),
  get('/xac-thuc/thu-hoi', 'anyone', sendStatusList),
  get('/X', 'anyone', openShortAddress),
  get('/x', 'anyone', openShortAddress),
];
