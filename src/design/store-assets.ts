export { storeAssets } from './assets.ts';
export { buildAssets } from './build-assets.ts';
