import { get, type Route, route } from '#kernel/web/index.ts';
import { beginUpload, continueUpload } from './upload.ts';

/**
 * Resumable uploads (tải tệp lên từng phần), the tus protocol. The GET line is for HEAD: the router hands HEAD to it.
 * Citizens file without an account, so anyone may begin; only the holder of the token goes on.
 */
export const uploadRoutes: readonly Route[] = [
  route('POST', '/tep/tai-len', 'anyone', beginUpload),
  get('/tep/tai-len/:upload', 'anyone', continueUpload),
  route('PATCH', '/tep/tai-len/:upload', 'anyone', continueUpload),
  route('DELETE', '/tep/tai-len/:upload', 'anyone', continueUpload),
];
