import { getShared, type Route } from '#kernel/web/index.ts';
import { showHome } from './home.tsx';

/** The front door (trang đầu). */
export const homeRoutes: readonly Route[] = [getShared('/', showHome)];
