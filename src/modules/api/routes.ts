import { get, post, type Route } from '#kernel/web/index.ts';
import { describeApi } from './openapi.ts';
import { findProcedures, judgeCredential, showProcedure, showProgress } from './verbs.ts';

/** What other programs may ask (giao diện cho máy): JSON in, JSON out, problems as RFC 9457. No personal data leaves here. */
export const apiRoutes: readonly Route[] = [
  get('/api/openapi.json', 'anyone', describeApi),
  get('/api/v1/procedures', 'anyone', findProcedures),
  get('/api/v1/procedures/:code', 'anyone', showProcedure),
  get('/api/v1/dossiers/:code', 'anyone', showProgress),
  post('/api/v1/credentials/verify', 'anyone', judgeCredential),
];
