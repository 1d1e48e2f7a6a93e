export { type Files, openFiles } from './files.ts';
export type { StoredFile } from './store.ts';
export { type Received, mostBytes } from './receive.ts';
export { fileResponse } from './file-response.ts';
export { uploadRoutes } from './upload/routes.ts';
