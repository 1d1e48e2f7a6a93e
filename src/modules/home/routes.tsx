import { get, getShared, type Route } from '#kernel/web/index.ts';
import { showGallery, showHome } from './home.tsx';

/** The front door, and the pattern book of the house (not in production). */
export const homeRoutes: readonly Route[] = [getShared('/', showHome), get('/quan-tri/mau-giao-dien', 'anyone', showGallery)];
