export { readDossierCode } from './dossier-code.ts';
export { listenToDossiers } from './events.ts';
export { feeRuleInWords, popularProcedures, provincesOf, publishedProcedure, searchProcedures } from './procedures/index.ts';
export { dossierRoutes } from './routes.tsx';
export { dossierByCode, visibleByCode } from './store/read.ts';
